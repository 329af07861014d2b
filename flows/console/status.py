"""`jiceng status` in words."""

from datetime import UTC, datetime
from itertools import islice

from rich.table import Table

from flows.console.escapes import printable_line
from flows.console.output import output_console
from flows.runs.outcome import counted
from flows.runs.record import RunRecord, RunState
from flows.runs.status import Status

_LISTED_SHARDS = 10
_STATES = ("new", "changed", "unpublished", "gone")


def show_status(status: Status) -> None:
    """Print it for people."""
    console = output_console()
    for line in (_published_line(status), _stale_line(status), *_stale_shards(status), _lock_line(status)):
        console.print(printable_line(line), soft_wrap=True)
    for fault in status.faults:
        console.print(printable_line(f"raw/: {fault}"), soft_wrap=True)
    if not status.runs:
        console.print("runs: none yet")
        return
    table = Table("began", "state", "seconds", "pages read", "refused", "how it ended")
    for record in status.runs:
        table.add_row(*map(printable_line, _cells(record, status.lock_is_alive)))
    console.print(table)


def _published_line(status: Status) -> str:
    if status.published is None:
        return f"published: nothing in {status.output}; `jiceng build` makes a dataset"
    rows = status.published.rows
    counts = [counted(rows.get(table, 0), table.removesuffix("s")) for table in ("pages", "articles", "quotes")]
    when = _moment(datetime.fromisoformat(status.published.created))
    return f"published: {status.published.build_id} of {when}: {', '.join(counts)}"


def _stale_line(status: Status) -> str:
    if not status.stale:
        return f"stale: nothing; {counted(status.shards, 'shard')} fresh"
    by_state = {state: sum(shard.state == state for shard in status.stale) for state in _STATES}
    counts = ", ".join(f"{count} {state}" for state, count in by_state.items() if count)
    return f"stale: {counts}; of {counted(status.shards, 'shard')} in {status.raw}"


def _stale_shards(status: Status) -> list[str]:
    lines = [
        f"  {shard.name}: {shard.state}, {counted(shard.pages, 'page')}" + "".join(f"; {why}" for why in shard.reasons)
        for shard in islice(status.stale, _LISTED_SHARDS)
    ]
    more = len(status.stale) - _LISTED_SHARDS
    return [*lines, f"  … and {more} more; `jiceng plan` lists all"] if more > 0 else lines


def _lock_line(status: Status) -> str:
    lock = status.lock
    if lock is None:
        return "lock: free"
    if not status.lock_is_alive:
        return f"lock: left by {lock.owner}, who is dead; the next build takes it over"
    seconds = (datetime.now(UTC) - lock.heartbeat).total_seconds()
    if seconds < -1:
        return f"lock: {lock.owner} builds since {_moment(lock.since)}; its clock is {-seconds:.0f} s ahead of this one"
    return f"lock: {lock.owner} builds since {_moment(lock.since)}; last sign of life {seconds:.0f} s ago"


def _cells(record: RunRecord, lock_is_alive: bool) -> tuple[str, ...]:
    died = record.state is RunState.running and not lock_is_alive
    return (
        _moment(record.started),
        RunState.crashed.value if died else record.state.value,
        "" if record.seconds is None else f"{record.seconds:.1f}",
        str(record.pages_read),
        str(len(record.refused)),
        record.message,
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
