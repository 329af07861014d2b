"""`jiceng build`, `plan` and `rollback`."""

from typing import Annotated

import typer

from flows.cli.options import Direct, Engine, Output, Raw
from flows.faults import DATA_AT_FAULT, DONE, TERMINATED, Terminated, as_call_fault


def build(
    raw: Raw = None,
    output: Output = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes that read pages (default: the number of cores).")
    ] = None,
    engine: Annotated[
        Engine | None, typer.Option(help="What reads pages: processes of this machine, or a Dask cluster.")
    ] = None,
    direct: Direct = False,
    prove: Annotated[
        bool | None,
        typer.Option("--prove", help="Prove every file of the dataset by its hash, and mend what is damaged."),
    ] = None,
    json_logs: Annotated[
        bool | None, typer.Option("--json-logs", help="Log JSON objects on standard error, one per line.")
    ] = None,
) -> int:
    """Read the pages of raw/ and publish the dataset.

    Only what is new or changed is read. Exit code 1 if something in raw/ had to be left out: each such thing is named
    on standard error, and the rest is published.
    """
    from flows.console.progress import BuildProgress
    from flows.console.tables import show_outcome
    from flows.run_build import run_build
    from flows.settings import load_settings

    try:
        chosen = engine.value if engine else None
        settings = load_settings(
            raw=raw, output=output, workers=workers, engine=chosen, json_logs=json_logs, prove=prove
        )
        outcome = run_build(settings, BuildProgress(not settings.json_logs), direct)
    except Terminated:
        return TERMINATED
    show_outcome(outcome)
    return DONE if outcome.published and not outcome.faults else DATA_AT_FAULT


def plan(
    raw: Raw = None,
    output: Output = None,
    all_shards: Annotated[bool, typer.Option("--all", help="Show fresh shards, too.")] = False,
) -> int:
    """Show which shards a build would read, and why, without reading any.

    A shard is a newspaper's month. It is new, changed (by what), unpublished (read by a build that did not end),
    fresh, or gone from raw/.
    """
    from flows.console.tables import show_plan
    from flows.runs.steps import plan_build
    from flows.settings import load_settings

    show_plan(plan_build(load_settings(raw=raw, output=output)), all_shards)
    return DONE


def rollback(output: Output = None) -> int:
    """Make the build before the current one current again.

    The next build reads raw/ as it is then, and goes on from there.
    """
    from flows.console.output import say
    from flows.runs.lock import hold_lock
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset
    from jiceng.dataset.publishing import roll_back

    settings = load_settings(output=output)
    with (
        as_call_fault(NoDataset),
        hold_lock(settings.runs_folder, settings.heartbeat_seconds, settings.lock_stale_seconds, lambda: None),
    ):
        build_id = roll_back(settings.output)
    say(f"{build_id} is current again")
    return DONE
