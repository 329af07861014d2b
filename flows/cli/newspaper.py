"""`jiceng init`."""

import sys
from typing import Annotated

import typer

from flows.cli.options import Raw, Scope, Share
from flows.faults import DONE


def init(
    newspaper: Annotated[
        str, typer.Argument(help="Name of its folder below raw/ (panzhihua-daily).", show_default=False)
    ],
    title: Annotated[str | None, typer.Option(help="Title as printed (攀枝花日报).")] = None,
    home: Annotated[str | None, typer.Option(help="Place it belongs to (四川省/攀枝花市).")] = None,
    scope: Annotated[
        Scope | None,
        typer.Option(help="Does 市委 mean the one of its home (local, default) or not (national)?"),
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    rights: Annotated[str | None, typer.Option(help="Rights in its text, in words.")] = None,
    share: Annotated[
        Share | None, typer.Option(help="What a public release may carry of its text (default: excerpt).")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    raw: Raw = None,
) -> int:
    """Make a newspaper's folder and its newspaper.toml.

    On a terminal, asks for what no option says.
    """
    from flows.console.newspaper_form import ask_for_rest, describe_newspaper, newspaper_toml, write_newspaper
    from flows.console.output import say
    from flows.settings import load_settings

    path = newspaper_toml(load_settings(raw=raw).local_raw, newspaper)
    answers = {
        "title": title,
        "home": home,
        "scope": scope.value if scope else None,
        "publisher": publisher,
        "rights": rights,
        "share": share.value if share else None,
        "url": url,
    }
    if sys.stdin.isatty() and sys.stderr.isatty():
        answers = ask_for_rest(answers)
    write_newspaper(path, describe_newspaper(newspaper, answers))
    say(f"{path} is written; put pages into {path.parent}/YYYY-MM-DD/ or {path.parent}/undated/")
    return DONE
