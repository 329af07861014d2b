"""Tables of builds: what one would read, and what one published."""

from typing import TYPE_CHECKING

from rich.table import Table

from flows.console.escapes import printable_line
from flows.console.output import output_console
from flows.logs import complain, tell

if TYPE_CHECKING:  # loads all of jiceng
    from flows.runs.outcome import BuildPlan, Outcome


def show_outcome(outcome: "Outcome") -> None:
    """Print the closing table on standard output, then doubtful pages and faults on standard error, one per line."""
    console = output_console()
    if outcome.build is not None:
        table = Table("table")
        for column in ("rows", "new", "changed", "removed"):
            table.add_column(column, justify="right")
        for name, change in outcome.build.tables.items():
            table.add_row(name, *(str(count) for count in (change.rows, change.new, change.changed, change.removed)))
        console.print(table)
        console.print(
            f"rejected records: {outcome.build.rejects}; pages that could not be read: {outcome.build.failed_pages}"
        )
    console.print(outcome.summary, soft_wrap=True)
    for newspaper in outcome.assumed:
        tell(
            printable_line(
                f"{newspaper}: has no newspaper.toml, so its title is {newspaper!r}, its scope national and its share "
                f"excerpt; `jiceng init {newspaper}` writes one"
            )
        )
    for doubtful in outcome.doubtful:
        tell(printable_line(str(doubtful)))
    for broken in outcome.broken:
        complain(str(broken))
    for fault in outcome.faults:
        complain(str(fault))


def show_plan(plan: "BuildPlan", all_shards: bool) -> None:
    """Print what a build would do with each shard, fresh ones only where all are asked for, then faults of raw/."""
    console = output_console()
    shown = [shard for shard in plan.planned if all_shards or shard.state != "fresh"]
    if shown:
        table = Table("shard", "state")
        table.add_column("pages", justify="right")
        table.add_column("why")
        for shard in shown:
            why = "; ".join(shard.reasons) or ("not read yet" if shard.state == "new" else "")
            table.add_row(printable_line(shard.name), shard.state.value, str(shard.pages), printable_line(why))
        console.print(table)
    pages = sum(len(shard.pages) for shard in plan.stale)
    fresh = sum(shard.state == "fresh" for shard in plan.planned)
    console.print(
        f"{len(plan.stale):,} of {len(plan.shards):,} shards would be read ({pages:,} pages); {fresh:,} are fresh",
        soft_wrap=True,
    )
    for fault in plan.raw.faults:
        complain(str(fault))
