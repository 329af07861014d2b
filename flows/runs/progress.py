"""How a build tells whoever watches how far it is."""

from contextvars import ContextVar
from typing import Protocol


class Progress(Protocol):
    """Somebody who watches a build."""

    def expect(self, pages: int) -> None:
        """Learn how many pages will be read."""

    def advance(self, pages: int) -> None:
        """Learn that pages have been read."""

    def say(self, step: str) -> None:
        """Learn which step begins."""


class Silent:
    """Nobody watches."""

    def expect(self, pages: int) -> None:
        """Do nothing."""

    def advance(self, pages: int) -> None:
        """Do nothing."""

    def say(self, step: str) -> None:
        """Do nothing."""


WATCHER: ContextVar[Progress] = ContextVar("watcher", default=Silent())  # noqa: B039
"""Who watches the build of this context; Prefect hands it on to the threads of its tasks, not to other processes."""
