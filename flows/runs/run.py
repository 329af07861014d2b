"""One run: it holds the output's lock, leaves a record, and stops at once when it is told to."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.faults import as_call_fault
from flows.runs.lock import Lock, hold_lock, require_lock
from flows.runs.outcome import BatchReport, BuildPlan, Outcome
from flows.runs.reading_pool import STOP, Stop
from flows.runs.record import (
    RunRecord,
    RunState,
    begin_record,
    ended_record,
    keep_newest,
    mark_crashed,
    record_outcome,
    write_record,
)
from flows.settings import Settings, require_places
from flows.signals import stopped_by_signals
from jiceng.dataset.publishing import require_writable

_LOG = logging.getLogger("jiceng.build")

_STOP_SECONDS = 30.0
"""Seconds that a reading in another thread may take to end; the lock is held until then."""


@dataclass
class Run:
    """A run that is under way."""

    record: RunRecord

    def note_outcome(self, plan: BuildPlan, outcome: Outcome, reports: Sequence[BatchReport]) -> None:
        """Note how it ends, for its record."""
        self.record = record_outcome(self.record, plan, outcome, reports)


@contextmanager
def one_run(
    settings: Settings,
    mode: str,
    scheduled_for: datetime | None = None,
    flow_run_id: str | None = None,
    flow_run_name: str | None = None,
) -> Iterator[Run]:
    """Be the one run on this output until the block ends, and leave a record of how it ended.

    A signal that stops the process ends the reading, too. Raises Locked if another build is running, CallFault if
    raw/ or output/ cannot be used, KeyboardInterrupt if the run was told to stop.
    """
    require_places(settings)
    stop = Stop()
    token = STOP.set(stop)
    try:
        with (
            hold_lock(settings.runs_folder, settings.heartbeat_seconds, settings.lock_stale_seconds, stop.set) as held,
            stopped_by_signals(stop),
        ):
            _say_taken_over(held.took_over)
            if isinstance(settings.output, Path):
                with as_call_fault(OSError):
                    require_writable(settings.output)
            mark_crashed(settings.runs_folder)
            run = Run(begin_record(mode, settings.raw, settings.output, scheduled_for, flow_run_id, flow_run_name))
            write_record(settings.runs_folder, run.record)
            _LOG.info("run %s begins: %s into %s", run.record.run_id, settings.raw, settings.output)
            try:
                yield run
            except BaseException as error:
                stopped = stop.is_set()
                stop.set()
                stop.wait_until_none_reads(_STOP_SECONDS)
                run.record = _broken_off(run.record, error, stopped)
                if stopped and isinstance(error, Exception):
                    require_lock()
                    raise KeyboardInterrupt from error
                raise
            finally:
                write_record(settings.runs_folder, run.record)
                keep_newest(settings.runs_folder, settings.runs_kept)
                _log_end(run.record)
    finally:
        STOP.reset(token)


def _log_end(record: RunRecord) -> None:
    _LOG.info(
        "run %s ends after %.1f s: %s",
        record.run_id,
        record.seconds or 0,
        record.message,
        extra={
            "run_id": record.run_id,
            "state": record.state.value,
            "build_id": record.build_id,
            "pages_read": record.pages_read,
            "refused": len(record.refused),
            "seconds": record.seconds,
        },
    )


def _say_taken_over(lock: Lock | None) -> None:
    if lock is not None:
        since = f"{lock.since:%Y-%m-%d %H:%M:%S} UTC"
        _LOG.warning("the lock of %s, who began at %s and is dead, is taken over", lock.owner, since)


def _broken_off(record: RunRecord, error: BaseException, stopped: bool) -> RunRecord:
    if stopped or not isinstance(error, Exception):
        return ended_record(record, RunState.interrupted, "it was stopped")
    return ended_record(record, RunState.failed, f"{type(error).__name__}: {error}")
