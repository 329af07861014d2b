"""How sure an OCR engine is of an article or a quote: of the worst run of its characters."""

from bisect import bisect_right
from collections.abc import Sequence

from jiceng.ocr import Scored
from schemas import Spans


def worst_score(scores: Sequence[Scored], spans: Spans) -> float | None:
    """Return the least score of the characters in some spans of a raw text; None if the engine gave none of them one.

    `scores` are in the order of the text and do not overlap.
    """
    if not scores:
        return None
    starts = [scored.start for scored in scores]
    worst: float | None = None
    for start, end in spans.ranges():
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(scores) and scores[at].start < end:
            if scores[at].end > start:
                worst = scores[at].score if worst is None else min(worst, scores[at].score)
            at += 1
    return worst
