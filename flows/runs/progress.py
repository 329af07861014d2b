"""How a build reports its progress."""

from contextvars import ContextVar
from typing import Protocol


class Progress(Protocol):
    """Receives the progress of a build."""

    def expect(self, pages: int) -> None:
        """Take the number of pages that will be read."""

    def advance(self, pages: int) -> None:
        """Take the number of pages that have been read since the last call."""

    def say(self, step: str) -> None:
        """Take the name of the step that begins."""


class Silent:
    """Ignores all progress."""

    def expect(self, pages: int) -> None:
        """Do nothing."""

    def advance(self, pages: int) -> None:
        """Do nothing."""

    def say(self, step: str) -> None:
        """Do nothing."""


WATCHER: ContextVar[Progress] = ContextVar("watcher", default=Silent())  # noqa: B039
"""What the build of this context reports to; Prefect passes it to the threads of its tasks, not to other processes."""
