"""What a target may raise: one sentence that says what is wrong with the input. All else is a find."""

from collections.abc import Iterator
from contextlib import contextmanager

from jiceng.ocr import OcrFault
from jiceng.page import InputFault
from jiceng.release.index import NoRelease
from jiceng.release.redaction.suppression import SuppressionFault
from jiceng.release.rehydrate import CannotRehydrate

ALLOWED = (InputFault, OcrFault, NoRelease, CannotRehydrate, SuppressionFault)


@contextmanager
def refusals() -> Iterator[None]:
    """Let an input be refused in one line; raises AssertionError for a refusal that is none."""
    try:
        yield
    except ALLOWED as error:
        require_sentence(str(error))


def require_sentence(said: str) -> None:
    """Raise AssertionError unless what is said is one line, and short enough to be read."""
    assert said.strip(), "nothing is said"
    assert len(said.splitlines()) == 1, f"more than a line: {said!r}"
    assert len(said) < 2_000, f"{len(said)} characters"
