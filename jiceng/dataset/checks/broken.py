"""What a broken promise is."""

from dataclasses import dataclass

from jiceng.escapes import one_line


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise of the contract that a row breaks."""

    promise: str
    """`1` … `7` as the contract numbers them; `files`, `schema`, `ids` or `counts` for what else it says."""
    table: str
    row: str
    """Key of the row, its columns divided by blanks; a file's path where it is a file."""
    what: str
    """A sentence that says what broke."""

    def __str__(self) -> str:
        return f"promise {self.promise}, {self.table} {one_line(self.row)}: {self.what}"
