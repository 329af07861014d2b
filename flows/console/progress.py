"""The progress bar of a build."""

import sys

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.console.output import OutputConsole


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
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> "BuildProgress":
        self._bar.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._bar.stop()

    def expect(self, pages: int) -> None:
        """Show how many pages will be read."""
        self._bar.update(self._task, total=pages, description="reading")

    def advance(self, pages: int) -> None:
        """Show that pages have been read."""
        self._bar.advance(self._task, pages)

    def say(self, step: str) -> None:
        """Show which step begins."""
        self._bar.update(self._task, description=step)
