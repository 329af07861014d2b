"""`jiceng rehydrate` and `withdraw`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Output, ReleaseAddress
from flows.faults import DONE, CallFault, as_call_fault, as_data_fault


def rehydrate(
    release: ReleaseAddress,
    raw_dir: Annotated[
        Path, typer.Argument(help="Your page files, laid out as raw/.", metavar="RAW_DIR", show_default=False)
    ],
    into: Annotated[
        Path | None, typer.Option(help="New folder for the tables (default: VERSION-full, in the working directory).")
    ] = None,
) -> int:
    """Put back the text that a release withholds, from your own page files.

    Every page file, article, quote and description must have the hash that the release names. If one has not, the first
    such is named, nothing is written, and the exit code is 1. Else the tables are those of the full release, byte for
    byte.
    """
    from pydantic import ValidationError

    from flows.console.output import say
    from flows.console.waiting import waiting
    from jiceng.release.index import NoRelease
    from jiceng.release.rehydrate import CannotRehydrate, rehydrate_release

    try:
        with as_call_fault(NoRelease), as_data_fault(CannotRehydrate), waiting("putting the text back"):
            folder, facts = rehydrate_release(release, raw_dir, into)
    except ValidationError:
        raise CallFault(f"{release}: its release.json is not valid; run `jiceng verify`") from None
    say(f"{folder}: the tables of release {facts.version} with all text, {facts.rows['pages']:,} pages")
    return DONE


def withdraw(
    version: Annotated[str, typer.Argument(help="The release (2026.11.22).", show_default=False)],
    why: Annotated[str, typer.Option(help="The reason; it is published.", show_default=False)],
    output: Output = None,
) -> int:
    """Withdraw a release: remove its files, leave a tombstone, and mark it in index.json.

    Copies that others have made are not reached. What was refused stays out of later releases only if it is listed in
    output/releases/suppressed.toml.
    """
    from datetime import UTC, datetime

    from flows.console.releases import show_withdrawn
    from flows.settings import load_settings
    from jiceng.release.cut import NotReleased
    from jiceng.release.index import NoRelease
    from jiceng.release.withdraw import withdraw_release

    folder = load_settings(output=output).local_output
    if not why.strip():
        raise CallFault("--why: give a reason, in words that may be published")
    with as_call_fault(NoRelease, NotReleased):
        release = withdraw_release(folder, version, why.strip(), datetime.now(UTC).date())
    show_withdrawn(folder, release)
    return DONE
