"""What every run of line ends of a page means, read off the articles."""

from collections.abc import Mapping
from itertools import pairwise

from jiceng.reading.article import Breaks
from jiceng.reading.compose.rules.seams import (
    Place,
    Seam,
    byline_below,
    furniture_line,
    page_edge,
    title_above,
    title_below,
    words,
)
from jiceng.reading.lines.split import break_offsets
from jiceng.reading.paragraphs.line_groups import RepairedPage
from jiceng.rule import Rule
from schemas.page import Verdict

RULES: tuple[Rule[[Seam], Verdict | None], ...] = (
    page_edge,
    furniture_line,
    title_below,
    byline_below,
    title_above,
    words,
)
"""In the order in which they are asked: the first verdict counts."""


def breaks_of(raw: str, page: RepairedPage, places: Mapping[int, Place]) -> Breaks:
    """Return the verdict of every run of line ends of a raw text.

    `places` are those of the page's groups of lines, by first line; furniture has none. Inside an article the rules
    that parted its paragraphs and titles have decided; the others decide where it meets another one.
    """
    verdicts: list[Verdict] = ["joined"] * (len(page.lines) + 1)
    reasons = [*page.reasons, ""]
    for above, group in pairwise(page.groups):
        upper, lower = places.get(above.first), places.get(group.first)
        if upper is not None and lower is not None and upper.article == lower.article:
            verdicts[group.first] = "paragraph" if upper.role == lower.role == "body" else "part"
            reasons[group.first] = group.reason
        else:
            verdicts[group.first], reasons[group.first] = decide(Seam(upper, lower))
    for edge in (0, -1):
        verdicts[edge], reasons[edge] = decide(Seam(at_edge=True))
    offsets, first = break_offsets(raw, page.lines)
    after = slice(first, first + len(offsets))
    return Breaks(offsets, verdicts[after], reasons[after])


def decide(seam: Seam) -> tuple[Verdict, str]:
    """Return the verdict on a seam, and the name of the rule that gave it."""
    for rule in RULES:
        verdict = rule.function(seam)
        if verdict is not None:
            return verdict, rule.name
    raise AssertionError("words decides where no other rule does")
