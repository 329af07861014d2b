"""Exit codes of the command line, and the exceptions that lead to them."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

DONE, DATA_AT_FAULT, CALL_AT_FAULT, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
"""Exit codes of the command line."""

MACHINE_FAULTS = (OSError, BrokenExecutor, MemoryError)
"""Faults that may be gone at the next attempt: a full disk, a killed process, a lost network folder."""


class Terminated(KeyboardInterrupt):
    """SIGTERM came; like Ctrl-C, it is not a fault."""


class CallFault(Exception):
    """The call cannot be carried out as it was given; the message is one line and says what to do."""


class DataFault(Exception):
    """The call is fine, the data is not; the message is one line and names the file."""


@contextmanager
def as_call_fault(*kinds: type[Exception]) -> Iterator[None]:
    """Raise CallFault, with the same message, instead of exceptions of these kinds."""
    try:
        yield
    except kinds as error:
        raise CallFault(str(error)) from None


@contextmanager
def as_data_fault(*kinds: type[Exception], prefix: str = "") -> Iterator[None]:
    """Raise DataFault, with the message after a prefix, instead of exceptions of these kinds."""
    try:
        yield
    except kinds as error:
        raise DataFault(f"{prefix}{error}") from None
