"""What is wrong with a file of raw/."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of raw/ that is left out: where it is, what is wrong with it, and what to do."""

    path: str
    """Path below raw/."""
    message: str
    offset: int | None = None
    """Byte in the file, from 0."""
    place: str | None = None
    """Line and column, or JSON path, in the file."""

    def __str__(self) -> str:
        where = self.place if self.offset is None else f"byte {self.offset}"
        return f"{self.path}, {where}: {self.message}" if where else f"{self.path}: {self.message}"


class InputFault(Exception):
    """A file of raw/ is wrong; `fault` says what is wrong with it."""

    def __init__(self, fault: Fault, read: str | None = None) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.read = read
        """SHA-256 of what was read of the file, or what `unopened` says; None if it was not opened."""


def unopened(error: OSError) -> str:
    """Return what takes the place of the hash of a file that cannot be opened."""
    return f"cannot be read: {error.errno}"
