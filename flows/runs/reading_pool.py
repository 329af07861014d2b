"""The processes that read pages, and how they stop."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, TypeVar

_Read = TypeVar("_Read")


class Stop(threading.Event):
    """Set to end readings in other threads; it knows how many are going on."""

    def __init__(self) -> None:
        super().__init__()
        self._readings = 0
        self._ended = threading.Condition()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Count as a reading until the block ends."""
        with self._ended:
            self._readings += 1
        try:
            yield
        finally:
            with self._ended:
                self._readings -= 1
                self._ended.notify_all()

    def wait_until_none_reads(self, seconds: float) -> bool:
        """Wait at most so long until all readings have ended; return whether they have."""
        with self._ended:
            return self._ended.wait_for(lambda: not self._readings, seconds)


STOP: ContextVar[Stop | None] = ContextVar("stop", default=None)
"""Set to end a reading in another thread: at once if processes read, else at the next chunk of pages."""

_POLLS_PER_SECOND = 10
"""How often a wait for processes checks whether to stop."""


class ReadingPool(Executor):
    """Reads chunks of pages in some processes, or in this one where `processes` is None.

    `map` raises CancelledError once STOP is set; there is no `submit`.
    """

    def __init__(self, processes: ProcessPoolExecutor | None) -> None:
        self._processes = processes
        self._stop = STOP.get()

    def map(  # type: ignore[override]  # narrower: no timeout, no chunk size
        self, fn: Callable[..., _Read], *iterables: Iterable[Any]
    ) -> Iterator[_Read]:
        """Yield what the function returns for each chunk, in order."""
        if self._processes is None:
            for read in map(fn, *iterables):
                self._raise_if_stopped()
                yield read
            return
        waiting = deque(self._processes.submit(fn, *chunk) for chunk in zip(*iterables, strict=True))
        while waiting:
            wait([waiting[0]], timeout=1 / _POLLS_PER_SECOND)
            self._raise_if_stopped()
            if waiting[0].done():
                yield waiting.popleft().result()

    def _raise_if_stopped(self) -> None:
        if self._stop is not None and self._stop.is_set():
            raise CancelledError("reading was stopped")


@contextmanager
def reading_pool(workers: int) -> Iterator[ReadingPool]:
    """Give a pool of so many processes until the block ends; with one worker, this process reads."""
    stop = STOP.get()
    with stop.reading() if stop is not None else nullcontext(), _pool(workers) as pool:
        yield pool


@contextmanager
def _pool(workers: int) -> Iterator[ReadingPool]:
    if workers == 1:
        yield ReadingPool(None)
        return
    processes = ProcessPoolExecutor(
        max_workers=workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_worker
    )
    try:
        yield ReadingPool(processes)
    except BaseException:
        for worker in list(processes._processes.values()):  # Python 3.14 has kill_workers() for it
            worker.kill()
        raise
    finally:
        processes.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """Leave signals to the parent, and end when it ends: a worker whose parent was killed would wait for ever."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
