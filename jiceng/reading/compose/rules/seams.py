"""Rules for line ends where articles, or an article and furniture, meet: what tells them apart.

They are asked after the page was laid out: which lines belong to one article is known.
"""

from dataclasses import dataclass

from jiceng.rule import rule
from schemas.article import ParagraphRole, TitleRole
from schemas.page import Verdict

_TITLE_ROLES = frozenset(("kicker", "headline", "subheadline"))


@dataclass(slots=True)
class Place:
    """Where a group of lines belongs."""

    article: int
    """Number of its article on the page."""
    role: TitleRole | ParagraphRole
    """What it is there."""


@dataclass(frozen=True, slots=True)
class Seam:
    """A run of line ends between two groups of lines that do not belong to one article, or at an edge of the page."""

    above: Place | None = None
    """Of the group above; None if that is furniture, or there is none."""
    below: Place | None = None
    """Of the group below; None if that is furniture, or there is none."""
    at_edge: bool = False
    """Whether the page begins or ends here."""


@rule("page_edge", "breaks", "the page begins or ends")
def page_edge(seam: Seam) -> Verdict | None:
    """Part the articles of the page from what is outside it."""
    return "article" if seam.at_edge else None


@rule("furniture_line", "breaks", "the line above or below is furniture: a folio line, a date, the editors")
def furniture_line(seam: Seam) -> Verdict | None:
    """Part furniture from articles and from other furniture."""
    return "furniture" if not seam.at_edge and (seam.above is None or seam.below is None) else None


@rule("title_below", "breaks", "another article: it begins, or goes on, with a title below")
def title_below(seam: Seam) -> Verdict | None:
    """Part two articles at a title."""
    return "article" if seam.above and seam.below and seam.below.role in _TITLE_ROLES else None


@rule("byline_below", "breaks", "another article: it begins, or goes on, with a byline line below")
def byline_below(seam: Seam) -> Verdict | None:
    """Part two articles at a byline line."""
    return "article" if seam.above and seam.below and seam.below.role == "byline" else None


@rule("title_above", "breaks", "another article: the one above ends, or breaks off, with a title")
def title_above(seam: Seam) -> Verdict | None:
    """Part two articles after a title, where text is below it."""
    if seam.above is None or seam.below is None or seam.below.role in _TITLE_ROLES or seam.below.role == "byline":
        return None
    return "article" if seam.above.role in _TITLE_ROLES else None


@rule("words", "breaks", "another article: only what the two are about tells them apart")
def words(seam: Seam) -> Verdict | None:
    """Part two articles where no title or byline line marks the place."""
    return "article" if seam.above and seam.below else None
