"""What is shown of whatever takes its time, so that nobody wonders whether it still works.

On a terminal a bar that is gone at the end; elsewhere one line on standard error.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.logs import tell

SECONDS = 2.0
"""How long nothing is shown."""


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show what is being done, on a terminal also how far it is, if the block takes longer than SECONDS."""
    if sys.stderr.isatty():
        with _bar(what):
            yield
        return
    timer = announced(what)
    try:
        yield
    finally:
        timer.cancel()


def announced(what: str) -> threading.Timer:
    """Return a timer, begun already, that says what is being done after SECONDS unless it is cancelled."""
    return _begun(threading.Timer(SECONDS, tell, [f"{what} …"]))


def _begun(timer: threading.Timer) -> threading.Timer:
    timer.daemon = True
    timer.start()
    return timer


@contextmanager
def _bar(what: str) -> Iterator[None]:
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from flows.console.output import OutputConsole
    from jiceng.steps import heard_by

    far = TextColumn("{task.fields[far]}", markup=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), far, TimeElapsedColumn())
    bar = Progress(*columns, console=OutputConsole(sys.stderr), transient=True)
    task = bar.add_task(what, total=None, far="")

    def show(step: str, done: int, of: int) -> None:
        bar.update(task, description=f"{what}: {step}", completed=done, total=of, far=f"{done:,} of {of:,}")

    timer = _begun(threading.Timer(SECONDS, bar.start))
    try:
        with heard_by(show):
            yield
    finally:
        timer.cancel()
        timer.join()  # it may be about to begin
        bar.stop()
