"""Lines of text with the boxes in which they are printed: what every OCR engine gives."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_COORDINATE = 1_000_000.0
"""In any unit: a page one metre high has 47,000 dots at 1200 dots per inch."""
_MAX_SLOPE = 0.5
"""Slope above which the corners of a quadrilateral cannot be in clockwise order from the upper left."""


NOT_A_PAGE = "give what the OCR engine wrote, or move it out of the issue's folder"


class OcrFault(Exception):
    """A file is not what an engine writes, or is damaged; `place` is a line and column, or a JSON path."""

    def __init__(
        self,
        message: str,
        place: str | None = None,
        advice: str = "let the engine write it again, or give the page's text as .txt",
    ) -> None:
        self.message = f"{' '.join(message.split())}; {advice}"
        self.place = None if place is None else " ".join(place.split())
        super().__init__(self.message)


class Box(NamedTuple):
    """A rectangle in the engine's unit; x grows to the right, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent from top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, or a part of one, as an engine gives it."""

    text: str
    """Not empty, without line ends, without white space at its ends."""
    box: Box
    block: int | None = None
    """Index of its block, in the engine's order; None if it is in no block."""
    slope: float | None = None
    """How far the line falls per unit to the right, if that is known."""
    hull: bool = True
    """Whether the box is the upright one around a line that may be slanted, not that of the line turned upright."""
    scores: tuple[tuple[int, float], ...] = ()
    """How sure the engine is of its characters, from 0 to 1: numbers of characters that are not white space, in order,
    each with their score; empty if the engine gives none."""
    fault: OcrFault | None = None
    """Why its box could not be used; the box is then NO_BOX until `mend` gives it one."""
    size: float | None = None
    """Of its type, in the unit of the boxes; None before `fit_to_type`."""


NO_BOX = Box(0.0, 0.0, 0.0, 0.0)


def on_page(numbers: Sequence[float]) -> list[float]:
    """Return coordinates with those that are a little outside the page at its edge, if anything of them is inside."""
    return [max(number, 0.0) for number in numbers] if max(numbers, default=0.0) > 0 else list(numbers)


def make_box(numbers: Sequence[float], place: str) -> Box:
    """Return the box of (left, top, right, bottom); raises OcrFault if it is empty or not on a page.

    What is outside the page to the left or above is left out.
    """
    if min(numbers[2:], default=0.0) > 0:
        numbers = on_page(numbers)
    check_numbers(numbers, place)
    left, top, right, bottom = numbers
    if right <= left or bottom <= top:
        raise OcrFault(f"a box has no size ({_shown(numbers)})", place)
    return Box(left, top, right, bottom)


def usable_box(box_of: Callable[[Any], Box | None], element: Any) -> Box | None:
    """Return the box that is read from an element, None if it has none that can be used."""
    try:
        box = box_of(element)
    except OcrFault:
        return None
    return box if box is not None and box.width > 0 and box.height > 0 else None


def check_numbers(numbers: Sequence[float], place: str) -> None:
    """Raise OcrFault if a number cannot be a coordinate on a page."""
    if not all(map(math.isfinite, numbers)):
        raise OcrFault(f"a box is not made of numbers ({_shown(numbers)})", place)
    if min(numbers) < 0:
        raise OcrFault(f"a box begins outside the page ({_shown(numbers)})", place)
    if max(numbers) > MAX_COORDINATE:
        raise OcrFault(f"a box is larger than any page ({_shown(numbers)})", place)


def _shown(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:g}" for number in numbers)


def box_around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that contains all the boxes."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def turned_upright(points: Sequence[tuple[float, float]], place: str) -> tuple[Box, float | None]:
    """Return the box and slope of a polygon.

    For four corners, clockwise from the upper left: the quadrilateral turned upright about its centre, and the slope of
    its upper and lower edges. For any other polygon: the box around it, and None.
    """
    if max((x for x, _ in points), default=0.0) > 0 and max((y for _, y in points), default=0.0) > 0:
        points = [(max(x, 0.0), max(y, 0.0)) for x, y in points]
    check_numbers([number for point in points for number in point], place)
    around = make_box(
        [
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        ],
        place,
    )
    if len(points) != 4:
        return around, None
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    across = ((x1 - x0 + x2 - x3) / 2, (y1 - y0 + y2 - y3) / 2)
    down = ((x3 - x0 + x2 - x1) / 2, (y3 - y0 + y2 - y1) / 2)
    if across[0] <= 0 or down[1] <= 0 or abs(across[1] / across[0]) > _MAX_SLOPE:
        return around, None
    x, y = (x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4
    width, height = math.hypot(*across), math.hypot(*down)
    slope = across[1] / across[0]
    # The box of a line turned upright; an upright quadrilateral says nothing of how the line lies in it.
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2), slope
