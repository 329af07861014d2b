"""Any bytes as a page of plain text: encodings, byte-order marks, damage."""

from tests.dataset.sample import LIBRARY
from tests.fuzzing.rows import read_to_rows
from tests.fuzzing.target import Target

_ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-16-be", "big5hkscs", "utf-8-sig")
_MARKS = (
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\xd8", b"\x81\x30\x81\x30", b"\xa1\xa1", b"\x00", b"\x1b$)A"),
    *(b"---\n", b"# ", b"| a | b |\n|---|---|\n", b"```", b"<table><tr><td>"),
)


def run(data: bytes) -> None:
    """Read a page file of the input."""
    read_to_rows(data, ".txt")


def seeds() -> list[bytes]:
    """Return a page in each encoding that is known without being declared, and one in Markdown."""
    found = [LIBRARY[:80].encode(encoding, "replace") for encoding in _ENCODINGS]
    return [*found, b"# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"]


TARGET = Target("bytes", run, seeds, _MARKS)
