"""`jiceng schedule`, `watch` and `status`."""

from typing import Annotated

import typer

from flows.cli.options import Direct, Output, Raw
from flows.faults import DONE


def schedule(raw: Raw = None, output: Output = None) -> int:
    """Build on a schedule, with a dashboard, until told to stop.

    Starts Prefect's server unless one is configured, a worker, and the deployments. Ctrl-C or SIGTERM ends them all.
    """
    from flows.schedule import run_schedule
    from flows.settings import load_settings

    run_schedule(load_settings(raw=raw, output=output))
    return DONE


def watch(direct: Direct = False, raw: Raw = None, output: Output = None) -> int:
    """Build whenever pages arrive in raw/, until told to stop.

    A build begins when the new files have stopped growing. Ctrl-C or SIGTERM ends the watch and its build.
    """
    from flows.settings import load_settings
    from flows.watch import run_watch

    run_watch(load_settings(raw=raw, output=output), ["--direct"] if direct else [])
    return DONE


def status(
    runs: Annotated[int, typer.Option(help="How many of the last runs to show.", min=0)] = 5,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    raw: Raw = None,
    output: Output = None,
) -> int:
    """Show what is published, what is stale, who builds, and how the last runs ended."""
    from flows.console.escapes import printable_json
    from flows.console.output import say
    from flows.console.status import show_status
    from flows.runs.status import status_of
    from flows.settings import load_settings

    found = status_of(load_settings(raw=raw, output=output), runs)
    if json:
        say(*printable_json(found.model_dump_json(indent=1)).split("\n"))
    else:
        show_status(found)
    return DONE
