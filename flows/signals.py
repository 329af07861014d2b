"""Stopping at SIGINT and SIGTERM."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from flows.faults import Terminated

STOPPING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Set an event at SIGINT and SIGTERM, then call their former handlers; without one, raise Terminated.

    Does nothing outside the main thread, where Python handles no signals.
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
