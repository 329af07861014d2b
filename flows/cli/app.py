"""The command line. Nothing heavy is imported before a command needs it: `--help` answers at once."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from flows.cli.ask import check, explain, query
from flows.cli.build import build, plan, rollback
from flows.cli.evaluate import evaluate
from flows.cli.export import export
from flows.cli.inspect import inspect
from flows.cli.look import communities, quotes, stats
from flows.cli.newspaper import init
from flows.cli.release import diff, publish, release, verify
from flows.cli.rights import rehydrate, withdraw
from flows.cli.rules import rules
from flows.cli.schedule import schedule, status, watch
from flows.cli.search import search
from flows.cli.site import explore, site
from flows.cli.train import train
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE, INTERRUPTED, TERMINATED, CallFault, DataFault
from flows.logs import complain

_COMMANDS: tuple[Callable[..., int], ...] = (
    *(build, plan, rollback, schedule, watch, status),
    *(search, stats, quotes, communities),
    *(check, query, explain, explore, export),
    *(release, verify, publish, diff, rehydrate, withdraw, site),
    *(init, inspect, evaluate, train, rules),
)
"""In the order of `--help`; each is called as its function is named."""


class _Commands(TyperGroup):
    """The commands; whoever reads their output may stop reading."""

    def invoke(self, ctx: Any) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
            return code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE


app = typer.Typer(
    name="jiceng",
    cls=_Commands,
    help="Turns OCR text of Chinese newspaper pages into an open dataset of articles, quotes, initiatives and places.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
for _command in _COMMANDS:
    app.command()(_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"jiceng {version('jiceng')}")
        raise typer.Exit


@app.callback()
def jiceng(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Take what all commands have in common."""


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code; what is wrong is one line on standard error."""
    try:
        code = app(list(arguments), prog_name="jiceng", standalone_mode=False)
    except CallFault as fault:
        return _ended(CALL_AT_FAULT, str(fault))
    except DataFault as fault:
        return _ended(DATA_AT_FAULT, str(fault))
    except typer.TyperException as error:
        return _ended(CALL_AT_FAULT, error.format_message())
    except OSError as error:
        return _ended(CALL_AT_FAULT, f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except typer.Abort:
        code = INTERRUPTED
    if code in (INTERRUPTED, TERMINATED):
        complain("jiceng: interrupted" if code == INTERRUPTED else "jiceng: terminated")
    return code if isinstance(code, int) else DONE


def _ended(code: int, message: str) -> int:
    if message:  # none if the help was printed because no command was given
        complain(f"jiceng: {message}")
    return code


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
