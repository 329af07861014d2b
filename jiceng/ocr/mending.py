"""Lines whose box cannot be used get one from their neighbours, so that one bad box never costs a page."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from jiceng.ocr.boxes import NO_BOX, Box, OcrFault, TextLine
from jiceng.ocr.words import ems_of


def box_or_fault(box: Callable[[], tuple[Box, float | None]]) -> tuple[Box, float | None, OcrFault | None]:
    """Return a line's box and slope, or NO_BOX and the fault for which it has none."""
    try:
        return *box(), None
    except OcrFault as fault:
        return NO_BOX, None, fault


def mend(lines: Sequence[TextLine]) -> tuple[list[TextLine], int]:
    """Return lines with boxes for those that have none, and how many these are.

    Such a line is put below the one before it in the engine's order, in type of its size. Raises the first line's
    OcrFault where more lines lack a box than have one: the file is damaged.
    """
    faults = [line.fault for line in lines if line.fault is not None]
    if faults and 2 * len(faults) > len(lines):
        raise faults[0]
    mended: list[TextLine] = []
    for index, line in enumerate(lines):
        if line.fault is None:
            mended.append(line)
            continue
        following = next((each.box for each in lines[index + 1 :] if each.fault is None), None)
        near = mended[-1] if mended else next(each for each in lines if each.fault is None)
        mended.append(replace(line, box=_beside(line.text, near, following, below=bool(mended)), block=near.block))
    return mended, len(faults)


def _beside(text: str, near: TextLine, following: Box | None, *, below: bool) -> Box:
    """Return the box of a line below another, or above it: at most as high as that one, and where there is room."""
    box = near.box
    em = box.width / max(ems_of(near.text), 1.0)
    width = max(em * ems_of(text), 1.0)
    if not below:
        return Box(box.left, max(box.top - box.height, 0.0), box.left + width, max(box.top, 0.5))
    bottom = box.bottom + box.height
    if following is not None and box.bottom < following.top < bottom and following.left < box.right:
        bottom = following.top
    return Box(box.left, box.bottom, box.left + width, bottom)
