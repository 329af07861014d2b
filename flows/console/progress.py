"""The progress bar of a build."""

import sys
from threading import Timer

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.console.output import OutputConsole
from flows.console.waiting import announced


class BuildProgress:
    """Shows the progress of a build on a terminal, nothing elsewhere; a `flows.runs.progress.Progress`."""

    def __init__(self, wanted: bool = True) -> None:
        console = OutputConsole(sys.stderr)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not (wanted and console.is_terminal),
        )
        self._line: Timer | None = None
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> "BuildProgress":
        self._bar.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._quiet()
        self._bar.stop()

    def expect(self, pages: int) -> None:
        """Show how many pages will be read."""
        self._quiet()
        self._bar.update(self._task, total=pages, description="reading")

    def advance(self, pages: int) -> None:
        """Show that pages have been read."""
        self._bar.advance(self._task, pages)

    def say(self, step: str) -> None:
        """Show which step begins; off a terminal, say so if it takes its time."""
        self._quiet()
        if self._bar.disable:
            self._line = announced(step)
        self._bar.update(self._task, description=step)

    def _quiet(self) -> None:
        if self._line is not None:
            self._line.cancel()
