"""Laid-out articles → what reading returns: sourced titles and paragraphs, credits, issues, and every break."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TypeVar

from jiceng.reading.article import Breaks, PageReading, PrintedTitle, ReadArticle, ReadParagraph
from jiceng.reading.layout.lay_out import LaidArticle
from jiceng.reading.lexicon import any_of, words
from jiceng.reading.lines.bylines import parse_byline, parse_closing_dateline, parse_credits, parse_dateline
from jiceng.reading.lines.split import Line, break_offsets, layout_spaces
from jiceng.reading.paragraphs.line_groups import LineGroup, RepairedPage
from jiceng.sourced import SourcedText
from schemas import Credit, Span
from schemas.article import ArticleIssue, ArticleKind, ParagraphRole, TitleRole
from schemas.page import Verdict

_HAN = "\u3400-\u9fff"
_HALF_WIDTH = re.compile(
    f"[,;:?!()](?:(?<=[{_HAN}”’》）][,;:?!])(?=[{_HAN}“‘《（]|$)|(?<=\\()(?=[{_HAN}])|(?<=[{_HAN}]\\)))"
)
"""Marks that the Chinese round them make full-width; the lookbehinds stand behind the mark, which is sought faster."""
_WHITE_BUT_SPACES = "\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space, the space apart: written out, as searching for that takes half the time."""
_TO_NORMALISE = re.compile(f"[,;:?!() {_WHITE_BUT_SPACES}]")
_UNUSUAL_WHITE = re.compile(f"[{_WHITE_BUT_SPACES}]")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_WHITE = re.compile("\\s+")
_KEPT_SPACES = " \t\u00a0\u3000"
_KEPT_SPACE = re.compile(f"[{_KEPT_SPACES}]")
_PAGE = "第? ?([A-ZＡ-Ｚ]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}) ?版(?![块面本权])"
_BARE_PAGE = "([A-ZＡ-Ｚ][0-9０-９]{1,3}|[0-9０-９]{1,3})(?=[）)]|$)"
_CONTINUES = re.compile(f"(?:(?<!启)下 ?转|(?:(?<=[（(▶►■→])|^)文?转) ?(?:{_PAGE}|{_BARE_PAGE})")
_CONTINUED = re.compile(f"(?:(?<!承)[上紧] ?接|(?:(?<=[（(▶►■→])|^)文?接) ?(?:{_PAGE}|{_BARE_PAGE})")
_TITLE_ROLES = ("kicker", "headline", "subheadline")
_BRIEF = 250
"""Characters below which an article is a brief, and a paragraph short enough to be a caption or a credit."""
_PAGE_REFERENCE = 30
"""Characters at either end of a paragraph in which another page is named (下转第二版)."""
_SERIES = re.compile("(?:^|——|—)(?:[一二三四五六七八九十再]{1,2}论|论)(?![坛文述证道点])")
"""What titles of a series of commentaries begin with (——三论…)."""
_CAPTION = re.compile(f"{any_of('caption_starts')}|[（）()。]*{any_of('caption_sources')}[（）()。]*$")
"""How a caption begins, or a source that is the whole of one."""
_PHOTO_ENDS = ("摄", "摄影报道", "供图", "图片")
_BRACKET_AT_END = re.compile("[（(][^（）()]{1,12}[）)]$")

_OfLine = TypeVar("_OfLine")

_Places = dict[int, tuple[int, str]]
"""By the first line of a unit: the number of its article and its role there; furniture has no place."""


def compose(raw: str, page: RepairedPage, laid: Sequence[LaidArticle]) -> PageReading:
    """Return the reading of a page; every printed character stands in one paragraph, title or furniture span."""
    places: _Places = {}
    printed = _Printed(raw, page.lines)
    articles = tuple(_article(printed, number, article, places) for number, article in enumerate(laid))
    furniture = tuple(Span(start=line.start, end=line.end) for line in page.lines if line.kind == "furniture")
    return PageReading(articles, furniture, _breaks(raw, page, places))


def _article(printed: "_Printed", number: int, laid: LaidArticle, places: _Places) -> ReadArticle:
    titles: list[PrintedTitle] = []
    for unit, role in zip(laid.titles, laid.roles, strict=True):
        places[unit.first] = number, role
        titles.append(PrintedTitle(_title_role(role), printed.text_of([unit], title=True)))
    bylines: list[SourcedText] = []
    for unit in laid.byline:
        places[unit.first] = number, "byline"
        bylines.append(printed.text_of([unit], title=True))
        titles.append(PrintedTitle("byline", bylines[-1]))
    byline = named_by([text.text for text in bylines])
    titles.sort(key=lambda title: title.text.raw_offset(0))
    paragraphs: list[ReadParagraph] = []
    cut = False
    plain: ParagraphRole = "list" if laid.sidebar else "body"
    for group in _paragraph_units(laid):
        kind: ParagraphRole = "heading" if group[0].first in laid.headings else plain
        for unit in group:
            places[unit.first] = number, kind
        text = printed.text_of(group, title=kind == "heading")
        if kind == "body" and is_caption(text.text):
            kind = "caption"
        paragraphs.append(ReadParagraph(kind, text))
        cut = cut or (group[-1].open and kind == "body")
    return _described(tuple(titles), tuple(paragraphs), tuple(byline), laid, cut=cut)


def named_by(bylines: Sequence[str]) -> list[Credit]:
    """Return whom byline lines name, in order; one that holds names alone is the rest of the line before it."""
    whole: list[str] = []
    for text in bylines:
        if whole and parse_byline(text) is None:
            whole[-1] += " " + text
        else:
            whole.append(text)
    return [credit for text in whole for credit in parse_byline(text) or ()]


def _title_role(role: str) -> TitleRole:
    return "kicker" if role == "kicker" else "subheadline" if role == "subheadline" else "headline"


def _paragraph_units(laid: LaidArticle) -> list[list[LineGroup]]:
    """Return the body's units as paragraphs: one whose beginning fits an open end elsewhere is joined to it."""
    groups: list[list[LineGroup]] = []
    for unit in laid.body:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.open
            and last.end != unit.first
            and unit.may_go_on
            and unit.first not in laid.headings
            and last.first not in laid.headings
        ):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return groups


class _Printed:
    """The text of a page's units as it was set: without layout's white space, what a line end stands for put in."""

    def __init__(self, raw: str, lines: Sequence[Line]) -> None:
        self._raw = raw
        self._lines = lines
        self._texts = [line.text for line in lines]
        self._starts = [line.start for line in lines]

    def text_of(self, units: Sequence[LineGroup], *, title: bool) -> SourcedText:
        """Return the text of some units, one behind the other."""
        texts = _of_units(self._texts, units)
        if len(texts) > 1 and (title or min(texts) < "\x80"):
            text = _with_line_ends(self._raw, _of_units(self._lines, units), title=title)
        else:
            text = SourcedText.of_pieces(texts, _of_units(self._starts, units))
        return text if _TO_NORMALISE.search(text.text) is None else _full_width(_without_layout_spaces(text))


def _of_units(lines: Sequence[_OfLine], units: Sequence[LineGroup]) -> Sequence[_OfLine]:
    """Return those of a page's lines, or of what there is of each, that belong to some units."""
    if len(units) == 1:
        return lines[units[0].first : units[0].end]
    return [line for unit in units for line in lines[unit.first : unit.end]]


def _full_width(text: SourcedText) -> SourcedText:
    """Return the text with the marks at full width that the Chinese round them makes so."""
    return text.normalised({match.start(): _FULL_WIDTH[match[0]] for match in _HALF_WIDTH.finditer(text.text)})


def _with_line_ends(raw: str, lines: Sequence[Line], *, title: bool) -> SourcedText:
    """Return the text of lines, with a space where a line end parts two Latin words, or what a title was cut at."""
    ranges: list[tuple[int, int]] = []
    offsets: list[int] = []
    """In the text, of the line ends and white space that stand for a space."""
    length = 0
    above = lines[0]
    for line in lines:
        text = line.text
        if ranges:
            space = -1
            if title and above.spaced:
                space = above.end if raw[above.end] in _KEPT_SPACES else -1
            elif _parts_words(above.text, text):
                space = above.stop
            if space >= 0:
                offsets.append(length)
                ranges.append((space, space + 1))
                length += 1
        ranges.append((line.start, line.end))
        length += len(text)
        above = line
    printed = SourcedText.of_ranges(raw, ranges)
    return printed.normalised({offset: " " for offset in offsets if printed.text[offset] != " "})


def _parts_words(above: str, below: str) -> bool:
    """Say whether a line end parts two Latin words."""
    if below[0] >= "\x80" or above[-1] >= "\x80" or not below[0].isalpha():
        return False
    return above[-1].isalpha() or (above[-1] in ",.;:" and above[-2:-1].isalpha())


def _without_layout_spaces(text: SourcedText) -> SourcedText:
    """Return the text with one space at most between words and none round digits."""
    layout = layout_spaces(text.text)
    if "  " not in text.text and _UNUSUAL_WHITE.search(text.text) is None:
        return text.without(layout)
    left_out = set(layout)
    dropped: list[tuple[int, int]] = []
    spaces: dict[int, str] = {}
    for match in _WHITE.finditer(text.text):
        start, end = match.span()
        space = None if (start, end) in left_out else _KEPT_SPACE.search(match[0])
        if space is None:
            dropped.append((start, end))
            continue
        kept = start + space.start()
        if space[0] != " ":
            spaces[kept] = " "
        dropped += [(left, right) for left, right in ((start, kept), (kept + 1, end)) if left < right]
    return text.normalised(spaces).without(dropped)


def _described(
    titles: tuple[PrintedTitle, ...],
    paragraphs: tuple[ReadParagraph, ...],
    byline: tuple[Credit, ...],
    laid: LaidArticle,
    *,
    cut: bool,
) -> ReadArticle:
    headline = " ".join(title.text.text for title in titles if title.role == "headline")
    first = next((p.text.text for p in paragraphs if p.role == "body"), "")
    dateline = parse_dateline(first)
    if dateline is None and paragraphs:
        dateline = parse_closing_dateline(paragraphs[-1].text.text)
    ends = (*paragraphs[:2], *paragraphs[-2:])
    continues, continued = other_pages([title.text.text for title in titles] + [p.text.text for p in ends])
    kind = "sidebar" if laid.sidebar else kind_of([(t.role, t.text.text) for t in titles], paragraphs)
    issues: list[ArticleIssue] = []
    if not headline and kind not in ("sidebar", "caption"):
        issues.append("no_headline")
    if headline and (headline[-1] in "，、：；“《（" or headline[0] in "，、：；”》）。"):
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
    """Return who the paragraphs credit, each person and role once."""
    named = [credit for p in paragraphs if p.role != "heading" for credit in parse_credits(p.text.text)]
    return tuple(dict.fromkeys(named))


def other_pages(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the page on which an article goes on and the one it comes from, None where none is named.

    As printed, without 第 and 版: 4, A4, 四; full-width letters and digits are made narrow. Looks at the ends of texts.
    """
    continues = continued = None
    for text in texts:
        if "转" in text and (match := _CONTINUES.search(text[-_PAGE_REFERENCE:])) is not None:
            continues = match[1] or match[2]
        if "接" in text and (match := _CONTINUED.search(text[:_PAGE_REFERENCE])) is not None:
            continued = match[1] or match[2]
    return _narrow(continues), _narrow(continued)


def _narrow(label: str | None) -> str | None:
    return unicodedata.normalize("NFKC", label) if label else None


def _unbalanced(texts: Sequence[str]) -> bool:
    whole = "".join(texts)
    return any(whole.count(left) != whole.count(right) for left, right in ("“”", "《》", "（）", "‘’"))


def is_caption(text: str) -> bool:
    """Say whether a paragraph describes a picture or says whose it is (图为…, 某某摄)."""
    if len(text) >= _BRIEF:
        return False
    if _CAPTION.match(text):
        return True
    ending = _BRACKET_AT_END.sub("", text) if text[-1] in "）)" else text
    ending = ending or text.strip("（）()")
    if not ending.removesuffix("。").endswith(_PHOTO_ENDS):
        return False
    return any(credit.role == "photographer" for credit in parse_credits(text))


@cache
def _commentary() -> re.Pattern[str]:
    labels = any_of("commentary_labels")
    return re.compile(
        f"[（(][^）)]*{any_of('commentary_columns')}[^）)]*[）)]?$|^{labels}(?:[：:丨|｜]|$)|^(?:本报|新华社)(?:特约)?评论员"
    )


@cache
def _interview() -> re.Pattern[str]:
    columns = any_of("interview_columns")
    return re.compile(
        f"{any_of('interview_words')}|—访(?!问)|^{columns}(?:[：:丨|｜ ]|(?=[\u4e00-\u9fff]{{2,3}}[：:]))"
        f"|[（(][^）)]*{columns}[^）)]*[）)]?$"
    )


@cache
def _question() -> re.Pattern[str]:
    return re.compile(f"{any_of('questions')}[：:]")


def kind_of(titles: Sequence[tuple[TitleRole, str]], paragraphs: Sequence[ReadParagraph]) -> ArticleKind:
    """Return what kind of article the words of its titles and the length and form of its paragraphs make it."""
    headline = " ".join(text for role, text in titles if role == "headline")
    if any(_commentary().search(text) or _SERIES.search(text) for role, text in titles if role != "byline"):
        return "commentary"
    if any(role == "byline" and "评论员" in text for role, text in titles):
        return "commentary"
    question = _question()
    asked = sum([question.match(p.text.text) is not None for p in paragraphs])
    if asked > 1 or any(_interview().search(text) for role, text in titles if role != "byline"):
        return "interview"
    printed_in_full = _kind_printed_in_full(headline.rstrip("（）()"))
    if printed_in_full is not None:
        return printed_in_full
    if headline in words("caption_sources"):
        return "caption"
    length = sum([len(p.text.text) for p in paragraphs])
    if paragraphs and length < _BRIEF:
        return "caption" if paragraphs[-1].role == "caption" else "brief"
    return "report"


def _kind_printed_in_full(headline: str) -> ArticleKind | None:
    """Return the kind that the end of a headline names (…的通知, …启事), None where it tells of issuing one."""
    kind: ArticleKind | None = None
    if headline.endswith(words("document_words")):
        kind = "document"
    elif headline.endswith(words("notice_words")):
        kind = "notice"
    return None if kind and any(word in headline for word in words("issuing_words")) else kind


def _breaks(raw: str, page: RepairedPage, places: _Places) -> Breaks:
    """Return the verdict of every run of line ends, read off the articles as they now stand."""
    verdicts: list[Verdict] = ["joined"] * (len(page.lines) + 1)
    reasons = [*page.reasons, ""]
    for above, unit in pairwise(page.groups):
        verdict, reason = _parted(unit, places.get(above.first), places.get(unit.first))
        verdicts[unit.first], reasons[unit.first] = verdict, reason
    for edge in (0, -1):
        verdicts[edge], reasons[edge] = "article", "page_edge"
    offsets, first = break_offsets(raw, page.lines)
    behind = slice(first, first + len(offsets))
    return Breaks(offsets, verdicts[behind], reasons[behind])


def _parted(unit: LineGroup, above: tuple[int, str] | None, here: tuple[int, str] | None) -> tuple[Verdict, str]:
    """Return verdict and reason of the line end above a unit, from the places of the unit above it and its own."""
    if above is None or here is None:
        return "furniture", "furniture_line"
    if above[0] != here[0]:
        return "article", _seam(above[1], here[1])
    return "paragraph" if above[1] == here[1] == "body" else "part", unit.reason or "layout"


def _seam(above: str, below: str) -> str:
    """Return by what two articles are told apart where they meet: what stands below the seam, else above it."""
    if below in _TITLE_ROLES:
        return "title_below"
    if below == "byline":
        return "byline_below"
    return "title_above" if above in _TITLE_ROLES else "words"
