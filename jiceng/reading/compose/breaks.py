"""What every run of line ends of a page means, read off the articles."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from jiceng.reading.article import Breaks
from jiceng.reading.compose.break_features import BreakEvidence
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
from jiceng.reading.layout.lay_out import LaidArticle
from jiceng.reading.lines.split import Line, break_offsets
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


def breaks_of(raw: str, page: RepairedPage, places: Mapping[int, Place], laid: Sequence[LaidArticle]) -> Breaks:
    """Return the verdict of every run of line ends of a raw text.

    `places` are those of the page's groups of lines, by first line; furniture has none. Inside an article the rules
    that parted its paragraphs and titles have decided; the others decide where it meets another one.
    """
    verdicts: list[Verdict] = ["joined"] * (len(page.lines) + 1)
    reasons = [*page.reasons, ""]
    below: list[int] = list(range(len(reasons)))
    for above, group in pairwise(page.groups):
        upper, lower = places.get(above.first), places.get(group.first)
        if upper is not None and lower is not None and upper.article == lower.article:
            verdicts[group.first] = "paragraph" if upper.role == lower.role == "body" else "part"
            reasons[group.first] = group.reason
        else:
            verdicts[group.first], reasons[group.first] = decide(Seam(upper, lower))
    lines: Sequence[Line] = page.lines
    if page.furniture:
        lines = sorted((*page.lines, *page.furniture), key=attrgetter("start"))
        verdicts, reasons, below = _at_furniture(lines, verdicts, reasons)
    for edge in (0, -1):
        verdicts[edge], reasons[edge] = decide(Seam(at_edge=True))
        below[edge] = 0
    offsets, first = break_offsets(raw, lines)
    after = slice(first, first + len(offsets))
    verdicts, reasons = verdicts[after], reasons[after]
    return Breaks(offsets, verdicts, reasons, BreakEvidence(page, places, laid, verdicts, reasons, below[after]))


def _at_furniture(
    lines: Sequence[Line], verdicts: Sequence[Verdict], reasons: Sequence[str]
) -> tuple[list[Verdict], list[str], list[int]]:
    """Return what is decided above all lines of a page and at its end, from what is above those of its articles.

    That is the verdicts, the reasons, and for each the index of the line below among those of the articles: 0 beside
    furniture.
    """
    inside, reason = decide(Seam())
    beside = inside, reason, 0
    of_articles = zip(verdicts, reasons, range(len(reasons)), strict=True)
    printed: list[tuple[Verdict, str, int]] = []
    furniture_above = False
    for line in lines:
        furniture = line.kind == "furniture"
        own = beside if furniture else next(of_articles)
        printed.append(beside if furniture_above else own)
        furniture_above = furniture
    printed.append(beside)
    return [verdict for verdict, _, _ in printed], [why for _, why, _ in printed], [below for _, _, below in printed]


def decide(seam: Seam) -> tuple[Verdict, str]:
    """Return the verdict on a seam, and the name of the rule that gave it."""
    for rule in RULES:
        verdict = rule.function(seam)
        if verdict is not None:
            return verdict, rule.name
    raise AssertionError("words decides where no other rule does")
