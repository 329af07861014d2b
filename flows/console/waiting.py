"""A line on standard error about whatever takes its time, so that nobody wonders whether it still works."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.logs import tell

SECONDS = 2.0
"""How long nothing is said."""


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say what is being done if the block takes longer than SECONDS."""
    timer = announced(what)
    try:
        yield
    finally:
        timer.cancel()


def announced(what: str) -> threading.Timer:
    """Return a timer, begun already, that says what is being done after SECONDS unless it is cancelled."""
    timer = threading.Timer(SECONDS, tell, [f"{what} …"])
    timer.daemon = True
    timer.start()
    return timer
