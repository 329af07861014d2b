"""One run: it holds the output's lock, leaves a record, and stops at once when it is told to."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, Any

from flows.faults import Terminated
from flows.lock import Lock, hold_lock, require_lock
from flows.reading_pool import STOP, Stop
from flows.runs import (
    RunRecord,
    RunState,
    begin_record,
    ended_record,
    keep_newest,
    mark_crashed,
    record_of,
    write_record,
)
from flows.settings import Settings, require_places

if TYPE_CHECKING:
    from flows.steps import BatchReport, Outcome, Plan

_LOG = logging.getLogger("jiceng.build")

_STOP_SECONDS = 30.0
"""How long a reading in another thread may take to end; the lock is held until then."""

STOPPING = (signal.SIGINT, signal.SIGTERM)


@dataclass
class Run:
    """A run that is under way."""

    record: RunRecord

    def came_to(self, plan: "Plan", outcome: "Outcome", reports: Sequence["BatchReport"]) -> None:
        """Note how it ends."""
        self.record = record_of(self.record, plan, outcome, reports)


@contextmanager
def one_run(
    settings: Settings,
    mode: str,
    scheduled_for: datetime | None = None,
    flow_run_id: str | None = None,
    flow_run_name: str | None = None,
) -> Iterator[Run]:
    """Be the one run on this output until the block ends, and leave a record of how it ended.

    A signal that stops the process ends the reading, too. Raises Locked where another build is at work, CallFault where
    raw/ or output/ cannot be used, KeyboardInterrupt where the run was told to stop.
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
            mark_crashed(settings.runs_folder)
            run = Run(begin_record(mode, settings.raw, settings.output, scheduled_for, flow_run_id, flow_run_name))
            write_record(settings.runs_folder, run.record)
            _LOG.info("run %s begins: %s into %s", run.record.run_id, settings.raw, settings.output)
            try:
                yield run
            except BaseException as error:
                told = stop.is_set()
                stop.set()
                stop.wait_until_none_reads(_STOP_SECONDS)
                run.record = _broken_off(run.record, error, told)
                if told and isinstance(error, Exception):
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
        return ended_record(record, RunState.interrupted, "it was told to stop")
    return ended_record(record, RunState.failed, f"{type(error).__name__}: {error}")


@contextmanager
def stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Set an event at SIGINT and SIGTERM, before whoever handled them until now does; SIGTERM raises Terminated else.

    Outside the main thread, where Python lets nobody handle signals, nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in STOPPING}

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()
        handler: Callable[[int, FrameType | None], Any] | int | None = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)
        elif handler != signal.SIG_IGN:
            raise Terminated

    for number in STOPPING:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
