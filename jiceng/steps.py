"""How far long work is, for whoever listens; nothing here prints."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Item = TypeVar("Item")
Listener = Callable[[str, int, int], None]
"""Is told what is done, how many of it are, and of how many."""
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tracked(items: Collection[Item], what: str) -> Iterator[Item]:
    """Yield items, and tell the listener, if there is one, before each how many are done, and at the end that all."""
    tell = _listener.get()
    for number, item in enumerate(items):
        if tell is not None:
            tell(what, number, len(items))
        yield item
    if tell is not None:
        tell(what, len(items), len(items))


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let a listener hear how far the work of a block is."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)
