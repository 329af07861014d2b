"""Laid-out articles → what reading returns: sourced titles and paragraphs, credits, issues, and every break."""

from collections.abc import Sequence

from jiceng.reading.article import PageReading, PrintedTitle, ReadArticle, ReadParagraph
from jiceng.reading.compose.breaks import breaks_of
from jiceng.reading.compose.kinds import is_caption, kind_of
from jiceng.reading.compose.printed import PrintedText
from jiceng.reading.compose.rules.seams import Place
from jiceng.reading.layout.lay_out import LaidArticle
from jiceng.reading.lines.bylines import parse_byline
from jiceng.reading.lines.credits import parse_credits
from jiceng.reading.lines.datelines import parse_closing_dateline, parse_dateline
from jiceng.reading.lines.jumps import other_pages
from jiceng.reading.paragraphs.line_groups import LineGroup, RepairedPage
from jiceng.sourced import SourcedText
from schemas import Credit, Spans
from schemas.article import ArticleIssue, ParagraphRole

_JUMP_PARAGRAPHS = 2
"""Paragraphs at either end of an article in which another page may be named."""
_PAIRED_MARKS = (("“", "”"), ("《", "》"), ("（", "）"), ("‘", "’"))
_CUT_AT_END = "，、：；“《（"
"""Marks with which a whole headline does not end."""
_CUT_AT_START = "，、：；”》）。"
"""Marks with which a whole headline does not begin."""


def compose(raw: str, page: RepairedPage, laid: Sequence[LaidArticle]) -> PageReading:
    """Return the reading of a page; every printed character is in one paragraph, title or furniture span."""
    places: dict[int, Place] = {}
    """By the first line of a group; furniture has no place."""
    printed = PrintedText(raw, page.lines)
    articles = tuple(_article(printed, number, article, places) for number, article in enumerate(laid))
    furniture = Spans(*zip(*((line.start, line.end) for line in page.furniture), strict=True))
    return PageReading(articles, furniture, breaks_of(raw, page, places, laid))


def _article(printed: PrintedText, number: int, laid: LaidArticle, places: dict[int, Place]) -> ReadArticle:
    """Return an article, and add the places of its groups of lines."""
    titles: list[PrintedTitle] = []
    for group, role in zip(laid.titles, laid.roles, strict=True):
        places[group.first] = Place(number, role)
        titles.append(PrintedTitle(role, printed.of([group], title=True)))
    bylines: list[SourcedText] = []
    for group in laid.byline:
        places[group.first] = Place(number, "byline")
        bylines.append(printed.of([group], title=True))
        titles.append(PrintedTitle("byline", bylines[-1]))
    byline = named_by([text.text for text in bylines])
    titles.sort(key=lambda title: title.text.raw_offset(0))
    paragraphs: list[ReadParagraph] = []
    cut = False
    plain: ParagraphRole = "list" if laid.sidebar else "body"
    for groups in _paragraphs(laid):
        kind: ParagraphRole = "heading" if groups[0].first in laid.headings else plain
        for group in groups:
            places[group.first] = Place(number, kind)
        text = printed.of(groups, title=kind == "heading")
        if kind == "body" and is_caption(text.text):
            kind = "caption"
        paragraphs.append(ReadParagraph(kind, text))
        cut = cut or (groups[-1].open and kind == "body")
    return _described(tuple(titles), tuple(paragraphs), tuple(byline), laid, cut=cut)


def named_by(bylines: Sequence[str]) -> list[Credit]:
    """Return whom byline lines name, in order; a line of names alone is the rest of the line before it."""
    whole: list[str] = []
    for text in bylines:
        if whole and parse_byline(text) is None:
            whole[-1] += " " + text
        else:
            whole.append(text)
    return [credit for text in whole for credit in parse_byline(text) or ()]


def _paragraphs(laid: LaidArticle) -> list[list[LineGroup]]:
    """Return the body's groups of lines by paragraph: an open one is joined to one printed elsewhere that fits it."""
    paragraphs: list[list[LineGroup]] = []
    for group in laid.body:
        last = paragraphs[-1][-1] if paragraphs else None
        if (
            last is not None
            and last.open
            and last.end != group.first
            and group.may_go_on
            and group.first not in laid.headings
            and last.first not in laid.headings
        ):
            paragraphs[-1].append(group)
        else:
            paragraphs.append([group])
    return paragraphs


def _described(
    titles: tuple[PrintedTitle, ...],
    paragraphs: tuple[ReadParagraph, ...],
    byline: tuple[Credit, ...],
    laid: LaidArticle,
    *,
    cut: bool,
) -> ReadArticle:
    """Return an article with what its text says about it; `cut` if a paragraph breaks off."""
    headline = " ".join(title.text.text for title in titles if title.role == "headline")
    first = next((p.text.text for p in paragraphs if p.role == "body"), "")
    dateline = parse_dateline(first)
    if dateline is None and paragraphs:
        dateline = parse_closing_dateline(paragraphs[-1].text.text)
    ends = (*paragraphs[:_JUMP_PARAGRAPHS], *paragraphs[-_JUMP_PARAGRAPHS:])
    continues, continued = other_pages([title.text.text for title in titles] + [p.text.text for p in ends])
    kind = "sidebar" if laid.sidebar else kind_of([(t.role, t.text.text) for t in titles], paragraphs)
    issues: list[ArticleIssue] = []
    if not headline and kind not in ("sidebar", "caption"):
        issues.append("no_headline")
    if headline and (headline[-1] in _CUT_AT_END or headline[0] in _CUT_AT_START):
        issues.append("headline_cut")
    if _unbalanced([*(title.text.text for title in titles), *(p.text.text for p in paragraphs)]):
        issues.append("unbalanced_marks")
    if cut and continues is None:
        issues.append("ends_mid_sentence")
    if laid.uncertain:
        issues.append("order_uncertain")
    return ReadArticle(
        kind=kind,
        titles=titles,
        paragraphs=paragraphs,
        byline=byline,
        credits=_credits(paragraphs),
        dateline=dateline,
        continues=continues,
        continued_from=continued,
        issues=tuple(issues),
    )


def _credits(paragraphs: Sequence[ReadParagraph]) -> tuple[Credit, ...]:
    """Return whom the paragraphs credit, each person and role once."""
    named = [credit for p in paragraphs if p.role != "heading" for credit in parse_credits(p.text.text)]
    return tuple(dict.fromkeys(named))


def _unbalanced(texts: Sequence[str]) -> bool:
    whole = "".join(texts)
    return any(whole.count(left) != whole.count(right) for left, right in _PAIRED_MARKS)
