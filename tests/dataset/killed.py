"""Kills at a step, and what they leave."""

from pathlib import Path
from typing import Any


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Killed(BaseException):
    """Raised where a kill strikes."""


def stop_at(number: int, function: Any) -> Any:
    calls = []

    def stopped(*args: Any, **kwargs: Any) -> Any:
        calls.append(args)
        if len(calls) == number:
            raise Killed
        return function(*args, **kwargs)

    return stopped
