"""Paragraphs → articles: which titles, bylines and paragraphs belong together, and in which order they are read.

The whole page is decided at once: a beam search over its parts from top to bottom keeps the cheapest readings, in which
an article may have its titles before or after its body, may be printed sections first, and may interrupt another.
"""

import re
from math import log
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from jiceng.reading.bylines import starts_with_dateline
from jiceng.reading.lexicon import any_of, words
from jiceng.reading.repair import Repaired, Unit

BEAM = 4
"""Readings of the page that are kept at each part."""
_RISE = 4.0
"""What the cheapest reading is thought to cost more behind its next part."""
MARGIN = 8.0
"""Cost above that of the cheapest reading at which a reading is given up."""
_MAX_TITLE = 80
"""Characters of the longest title or section heading."""
_MAX_ITEM = 40
"""Characters of the longest line of a list."""
_LEAST_LIST = 9
"""Short lines in one piece that are a list; as titles they would be too many."""
_SHORT_COLUMN = 6
"""Characters above which a title with brackets at its end is a title and the name of its column."""
_MAX_SIGN_OFF = 200
"""Characters of the longest credit that closes an article."""
_SHORT_HEADING = 8
"""Characters of a section heading that the headline may repeat."""
_LONG_HEADING = 16
"""Characters above which a section heading is long."""
_LONG_KICKER = 10
"""Characters of a line with —— at its end that cannot be a short section heading (更顺畅——)."""
_SIGN_OFF = re.compile(f"^[（(](?=.*{any_of('sign_off_words')})[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]$")
_EDITOR = re.compile("—{1,2} ?[\u4e00-\u9fff] ?[\u4e00-\u9fff]{1,2}$")
_CAPTION = re.compile("图 .{1,5}文$|摄(?:[（(][^（）()]*[）)])?$|摄影报道|^新华社发$|图[）)]?$")
_LETTERS = re.compile("[\u4e00-\u9fff]+|[A-Za-z0-9]+")
_INNER_SPACE = re.compile("[\u4e00-\u9fff”！？] +[\u4e00-\u9fff“]")
_BRACKETED = re.compile("[（(][^（）()]*[）)]?$")


@cache
def _credit_label() -> re.Pattern[str]:
    return re.compile(f"(?:本版|本期|本报)?{any_of('credit_labels')}[:：]")


@dataclass(slots=True)
class Part:
    """What layout moves as one: a title, a byline line, or paragraphs that nothing can part."""

    kind: str
    """`title`, `byline` or `body`."""
    units: list[Unit]
    text: str
    wrapped: bool = False
    """A title over several lines."""
    near: bool = False
    """Whether it stands in one block with the part before."""
    paired: bool = False
    """Whether another title stands in one block behind it."""
    kicker: bool = False
    subheadline: bool = False
    """Whether its words or marks make it a kicker, a subheadline."""
    spaced: bool = False
    """Whether a space of its own stands in it."""
    column: bool = False
    """Whether it ends with the name of a column in brackets."""
    opening: bool = False
    """Whether it is a heading with which articles open (核心阅读)."""
    dateline: bool = False
    goes_on: bool = False
    may_go_on: bool = False
    open: bool = False
    signed: bool = False
    """Whether a credit that closes an article stands at its end."""
    texts: list[str] = field(default_factory=list)
    """Of each unit."""
    pairs: frozenset[str] = frozenset()
    """Of a title: the pairs of neighbouring letters that its body may repeat."""
    vocabularies: "list[set[tuple[str, str]]] | None" = None
    """Of each unit: the pairs of letters that its article may repeat; None before they were needed."""


@dataclass(slots=True)
class LaidArticle:
    """An article's units in reading order."""

    titles: list[Unit] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    byline: list[Unit] = field(default_factory=list)
    body: list[Unit] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """`first` of the units that are section headings."""
    uncertain: bool = False
    sidebar: bool = False


@dataclass(frozen=True)
class Costs:
    """What each choice of a reading costs, in arbitrary units: only sums are compared. Negative is a gain.

    Set by hand from what newspapers do, then changed one at a time where neither half of the development pages of gold
    was laid out worse for it.
    """

    heading: float = 0.5
    heading_in_pair: float = 0.0
    heading_opening: float = 0.0
    opening_inside: float = 2.0
    opening_as_title: float = 5.0
    heading_style: float = 0.7
    heading_as_long: float = -0.5
    heading_other_length: float = 0.7
    heading_first: float = 0.3
    heading_open: float = 1.0
    heading_echo: float = -1.0
    heading_echo_above: float = 0.0
    title_open: float = 0.5
    new_inside_word: float = 2.0
    new_opening_word: float = -1.0
    new_like: float = 0.0
    heading_column: float = 4.0
    heading_wrapped: float = 2.5
    heading_kicker: float = 0.5
    heading_dash: float = 1.5
    heading_spaced: float = 1.0
    heading_long: float = -1.0
    heading_quoted: float = 0.0
    heading_before_byline: float = 3.0
    heading_before_dateline: float = 4.0
    heading_last_on_page: float = 3.0
    heading_after_sign_off: float = 1.0
    heading_after_open: float = 5.0
    title_after_body: float = 1.2
    title_after_heading: float = 4.0
    block_divided: float = 3.0
    split: float = 2.0
    split_at_heading: float = 3.5
    split_gain: float = 1.0
    title_of_article_aside: float = 1.7
    title_near: float = 0.3
    title_apart: float = 1.0
    title_after_kicker: float = -1.0
    title_third: float = 3.0
    title_fourth: float = 6.0
    title_after_column: float = 2.0
    title_after_subheadline: float = 4.0
    subheadline: float = -1.0
    subheadline_first: float = 4.0
    kicker_not_first: float = 5.0
    start_unmarked: float = 6.5
    start_wrapped: float = 1.0
    start_spaced: float = 1.5
    start_after_sign_off: float = 1.0
    start_on_page: float = 1.5
    start_short_kicker: float = 3.0
    interrupts: float = 3.5
    interrupts_open: float = 0.5
    interrupts_titles: float = 6.5
    interrupts_bylined: float = 4.5
    sections_first: float = 3.5
    lead: float = -0.5
    lead_bylined: float = 2.0
    echo_first: float = -2.5
    echo: float = -1.0
    list_inside: float = 2.0
    list_alone: float = 3.0
    byline_last: float = 4.0
    byline_last_lead: float = -3.0
    byline_last_before_body: float = 3.0
    byline_without_body: float = 3.0
    body_dateline_inside: float = 6.0
    body_open_unfitting: float = 4.0
    body_goes_on_unfitting: float = 3.0
    body_after_sign_off: float = 3.0
    resume: float = 0.5
    resume_unmarked: float = 3.0
    resume_fitting: float = 0.0
    resume_may_fit: float = 0.5
    resume_open_unfitting: float = 4.0
    resume_goes_on_unfitting: float = 3.0
    resume_dateline: float = 4.0
    resume_after_marked: float = 1.5
    resume_heading: float = 0.0
    resume_like: float = 1.5
    resume_inside: float = 3.0
    resume_inside_like: float = 2.0
    resume_heading_like: float = 1.0
    new_plain: float = 1.7
    new_unmarked: float = 4.0
    new_unmarked_after_sign_off: float = 0.0
    new_goes_on: float = 2.0
    no_title: float = 8.0
    no_body: float = 7.0
    similar: float = -7.0
    titled: float = 5.0
    kicker_last: float = 4.0
    heading_last: float = 4.0
    ends_open: float = 4.5
    aside_at_end: float = 0.5


COSTS = Costs()


def _text(page: Repaired, unit: Unit) -> str:
    return "".join([line.text for line in page.lines[unit.first : unit.end]])


def _pairs(text: str) -> frozenset[str]:
    text = _BRACKETED.sub("", text) or text
    found: set[str] = set()
    for match in _LETTERS.finditer(text):
        run = match.group()
        if run.isascii():
            found.add(run)
        else:
            found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


def parts_of(page: Repaired) -> list[Part]:
    """Return the parts of a page in printed order; furniture is in none."""
    parts: list[Part] = []
    units = [unit for unit in page.units if page.lines[unit.first].kind != "furniture"]
    texts = [_text(page, unit) for unit in units]
    in_list = _lists(page, units, texts)
    for index, (unit, text) in enumerate(zip(units, texts, strict=True)):
        last = parts[-1] if parts else None
        if in_list[index]:
            if last is None or last.kind != "list":
                last = Part("list", [], "")
                parts.append(last)
            last.units.append(unit)
            last.texts.append(text)
        elif page.lines[unit.first].kind == "byline":
            parts.append(Part("byline", [unit], text, texts=[text]))
        elif _may_be_title(page, unit, text, last):
            near = index > 0 and units[index - 1].block == unit.block and last is not None and last.kind == "title"
            if near and last is not None:
                last.paired = True
            parts.append(_title_part(page, unit, text, near=near))
        else:
            _add_body(parts, unit, text)
    for part in parts:
        if part.kind in ("body", "list"):
            part.text = "".join(part.texts)[:_COMPARED]
    return parts


def _lists(page: Repaired, units: Sequence[Unit], texts: Sequence[str]) -> list[bool]:
    """Say of each unit whether it stands in a list: many short lines that end no sentence, none of them a byline."""
    item = [
        page.lines[unit.first].kind == "text"
        and not unit.ends_sentence
        and len(text) <= _MAX_ITEM
        and not starts_with_dateline(text)
        for unit, text in zip(units, texts, strict=True)
    ]
    inside = [False] * len(units)
    start = 0
    for index in range(len(units) + 1):
        if index < len(units) and item[index]:
            continue
        end = index
        if index < len(units) and (
            page.lines[units[index].first].kind == "byline" or starts_with_dateline(texts[index])
        ):
            end -= 2
        if end - start >= _LEAST_LIST:
            inside[start:end] = [True] * (end - start)
        start = index + 1
    return inside


def _title_part(page: Repaired, unit: Unit, text: str, *, near: bool) -> Part:
    lines = page.lines[unit.first : unit.end]
    return Part(
        "title",
        [unit],
        text,
        wrapped=len(lines) > 1,
        near=near,
        spaced=_INNER_SPACE.search(text) is not None or any(line.spaced for line in lines[:-1]),
        kicker=text.endswith(words("kicker_ends")) and not text.startswith("—"),
        subheadline=text.startswith("——") or (text[0] == "（" and text[-1] == "）"),
        column=text[-1] in "）)" and text[0] not in "（(" and len(text) > _SHORT_COLUMN,
        opening=text in words("opening_headings"),
        texts=[text],
        pairs=_pairs(text),
    )


def _add_body(parts: list[Part], unit: Unit, text: str) -> None:
    """Add a paragraph to the last part, or begin a new one where an article may begin, end or break off."""
    dateline = starts_with_dateline(text)
    signed = len(text) < _MAX_SIGN_OFF and _SIGN_OFF.search(text) is not None
    last = parts[-1] if parts else None
    if last is None or last.kind != "body" or dateline or unit.goes_on or last.open or (last.signed and not signed):
        last = Part("body", [], "", dateline=dateline, goes_on=unit.goes_on, may_go_on=unit.may_go_on)
        parts.append(last)
    last.units.append(unit)
    last.texts.append(text)
    last.open = unit.open
    last.signed = signed


def _may_be_title(page: Repaired, unit: Unit, text: str, last: Part | None) -> bool:
    """Say whether a unit can be a title or section heading: short, in a block of its kind, ending no sentence."""
    first = page.lines[unit.first]
    if unit.goes_on or (first.indent and page.style.indented) or len(text) > _MAX_TITLE:
        return False
    if text[-1] in "。，、；;" or _CAPTION.search(text) or _EDITOR.match(text) or _credit_label().match(text):
        return False
    if unit.ends_sentence and text[-1] not in "？！?!”…":
        return False
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        return False
    if starts_with_dateline(text) or _SIGN_OFF.search(text):
        return False
    above_is_title = last is not None and last.kind == "title"
    if text[0] in "（(" and text[-1] in "）)" and not above_is_title:
        return False
    if unit.end - unit.first > 1 and not unit.title and not (text[-1] in "）)—" and unit.end - unit.first == 2):
        # Set to the column's width, as titles never are.
        return False
    if unit.title or unit.alone:
        return not (unit.ends_sentence and text[0] == "“" and text[-2:-1] in "。！？…")
    if unit.end - unit.first > 1 or unit.ends_sentence or unit.open:
        return False
    # In a block with others only at its head, or below another title.
    return unit.heads_block or above_is_title


_PRE, _BODY, _POST, _LEAD, _CLOSED, _LIST = range(6)
MAXC = 20
_INSIDE = re.compile("此外|同时|与此同时|如今|据了解|据介绍|[“]?这|此|其|目前|截至|[二三四五六]是|另外|然而|但|而|于是|因此|对此|他|她|后来|接着|随后|最后|不仅|不过|（|——|[他她它们]")
_OPENING_WORDS = re.compile("近日|日前|近年来|近期|随着|位于|昨日|昨天|前不久|新年|[0-9 ]{1,3}月[0-9 ]{1,4}日|[0-9 ]{1,3}日[，上下凌清晚]|同志们|据|今年|岁末")
_NO_PAIRS: frozenset[str] = frozenset()
_MAX_ASIDE = 2
"""Articles that a reading puts aside at a time."""
_COMPARED = 8000
"""Characters of a part with which titles are compared."""
_SEARCHED_UNITS = 300
"""Paragraphs above a title among which its body may begin unmarked."""
_KEPT_PARTS = 60
"""Last parts of an article's body in which its title may be found to belong to another."""
GAPW = 5.0
_LEAST_GAIN = 0.0
"""Share of a title's pairs of letters by which a place must part what repeats it from what does not."""


_NO_WORDS = {ord(c): None for c in "的了在是和与也都就要把被从对为这那有不到着上下中来去年月日一二三四五六七八九十个们我你他她它，。、；：？！“”‘’（）《》—…·0123456789 .%"}


def _vocabularies(part: Part) -> "list[set[tuple[str, str]]]":
    if part.vocabularies is None:
        part.vocabularies = []
        for text in part.texts:
            letters = text.translate(_NO_WORDS)
            part.vocabularies.append(set(zip(letters, letters[1:])))
    return part.vocabularies


class _State:
    """An article that a reading has open, or has put aside. Never changed once a reading holds it."""

    __slots__ = ("body", "bylined", "first", "found", "headed", "length", "number", "open", "paired", "pairs", "stage", "titles")

    def __init__(self, number: int, first: int, stage: int) -> None:
        self.number = number
        self.first = first
        """Index of its first part."""
        self.stage = stage
        self.titles: tuple[int, ...] = ()
        self.pairs: frozenset[str] = _NO_PAIRS
        self.found: frozenset[str] = _NO_PAIRS
        """Those of `pairs` that its body repeats."""
        self.body: tuple[int, ...] = ()
        self.bylined = False
        self.headed = False
        """Whether it begins with a section heading."""
        self.open = False
        """Whether its last paragraph breaks off."""
        self.paired: bool | None = None
        """Whether its section headings stand in pairs; None before it has one."""
        self.length = 0
        """Characters of its last section heading that is no second of a pair, 0 before it has one."""

    def copy(self, stage: int) -> "_State":
        other = _State.__new__(_State)
        other.number = self.number
        other.first = self.first
        other.stage = stage
        other.titles = self.titles
        other.pairs = self.pairs
        other.found = self.found
        other.body = self.body
        other.bylined = self.bylined
        other.headed = self.headed
        other.open = self.open
        other.paired = self.paired
        other.length = self.length
        return other


_Split = tuple[int, int, int]
"""Where an article turned out to begin: number of the article it was taken for, index of a part, of a unit in it."""
_Cut = tuple[int, int]
_Trail = tuple["_Trail | None", int, str, "_Split | None", "_Cut | None"]
"""Trail before, number of the article, role of the part in it, where the article begins if not where it seemed to."""


class _Reading:
    """A reading of the page down to some part."""

    __slots__ = ("aside", "cost", "count", "current", "trail")

    def __init__(
        self,
        cost: float,
        current: "_State | None",
        aside: "tuple[_State, ...]",
        trail: "_Trail | None",
        count: int,
    ) -> None:
        self.cost = cost
        self.current = current
        self.aside = aside
        self.trail = trail
        self.count = count

    def key(self) -> tuple[object, ...]:
        current = self.current
        return (
            None if current is None else (current.stage, current.first, current.titles[:1], current.bylined),
            tuple((state.first, len(state.titles)) for state in self.aside),
        )


def _grown(state: _State, index: int, part: Part, stage: int) -> _State:
    """Return the article with another part of its body."""
    other = state.copy(stage)
    other.body = (*state.body, index) if len(state.body) < _KEPT_PARTS else (*state.body[1:], index)
    other.open = part.open and part.kind == "body"
    if part.kind == "title" and not part.near and not part.opening:
        if state.body:
            other.paired = part.paired
        other.length = len(part.text)
    missing = state.pairs - state.found
    if missing:
        text = part.text
        hits = [pair for pair in missing if pair in text]
        if hits:
            other.found = state.found.union(hits)
    return other


def _entitled(state: _State, index: int, parts: Sequence[Part], stage: int) -> _State:
    """Return the article with another title."""
    other = state.copy(stage)
    part = parts[index]
    other.titles = (*state.titles, index)
    other.pairs = state.pairs | part.pairs
    if state.body:
        missing = set(part.pairs - state.found)
        found: list[str] = []
        for number in state.body:
            text = parts[number].text
            hits = [pair for pair in missing if pair in text]
            found += hits
            missing.difference_update(hits)
            if not missing:
                break
        other.found = state.found.union(found)
    return other


def _title_cost(state: _State, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs an article to take one more title."""
    cost = COSTS.opening_as_title if part.opening else COSTS.title_open if part.units[0].open and not part.units[0].title else 0.0
    if not state.titles:
        return cost + (COSTS.subheadline_first if part.subheadline else 0.0)
    before = parts[state.titles[-1]]
    count = len(state.titles)
    if before.kicker:
        cost += COSTS.title_after_kicker
    if part.subheadline:
        cost += COSTS.subheadline
    elif before.subheadline:
        cost += COSTS.title_after_subheadline
    elif before.column:
        cost += COSTS.title_after_column
    if part.kicker:
        cost += COSTS.kicker_not_first
    if count >= 3:
        cost += COSTS.title_fourth
    elif count == 2 and not part.subheadline:
        cost += COSTS.title_third
    if not (before.kicker or part.subheadline):
        cost += COSTS.title_near if part.near else COSTS.title_apart
    return cost


def _start_cost(state: _State, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that titles, not section headings, stand above text that nothing marks as a beginning."""
    if part.dateline or (state.stage == _PRE and state.bylined):
        return 0.0
    titles = [parts[index] for index in state.titles]
    if any(title.column or (title.kicker and len(title.text) >= _LONG_KICKER) for title in titles):
        return 0.0
    if any(title.wrapped or title.subheadline for title in titles):
        return COSTS.start_wrapped
    if any(title.spaced for title in titles):
        return COSTS.start_spaced
    if state.titles[0] == 0:
        return COSTS.start_on_page
    if parts[state.titles[0] - 1].signed:
        return COSTS.start_after_sign_off
    if titles[0].kicker:
        return COSTS.start_short_kicker
    return COSTS.start_unmarked


def _echo(state: _State, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that a title stands below sections: less where their short headings repeat it."""
    cost = 0.0
    for index in state.body:
        heading = parts[index]
        if heading.kind != "title" or len(heading.text) > _SHORT_HEADING or not heading.pairs:
            continue
        if 2 * len(heading.pairs & part.pairs) >= len(heading.pairs):
            cost += COSTS.echo
            if index == state.body[0]:
                cost += COSTS.echo_first
    return cost


def _close_cost(state: _State, parts: Sequence[Part]) -> float:
    """Return what it costs to end an article as it stands."""
    if state.stage == _LIST:
        return 0.0
    if not state.titles:
        cost = COSTS.no_title
    else:
        if state.body:
            cost = COSTS.titled + COSTS.similar * len(state.found) / (len(state.pairs) or 1)
        else:
            cost = COSTS.no_body
        if parts[state.titles[-1]].kicker:
            cost += COSTS.kicker_last
    if state.body and state.stage in (_BODY, _LEAD) and parts[state.body[-1]].kind == "title":
        cost += COSTS.heading_last
    if state.open:
        cost += COSTS.ends_open
    return cost


def _length_cost(before: int, length: int) -> float:
    """Return what it costs that a section heading is longer or shorter than the one before it in its article."""
    difference = abs(before - length)
    if difference <= 1:
        return COSTS.heading_as_long
    return COSTS.heading_other_length if difference > 4 else 0.0


def _covered(pairs: frozenset[str], parts: Sequence[Part], index: int) -> float:
    """Return which share of a heading's pairs of letters the paragraphs behind it repeat."""
    while index < len(parts) and parts[index].kind == "title" and parts[index].near:
        index += 1
    if index >= len(parts) or parts[index].kind != "body":
        return 0.0
    text = parts[index].text
    return len([pair for pair in pairs if pair in text]) / len(pairs)


def _heading_cost(index: int, parts: Sequence[Part]) -> float:
    """Return what it costs to read a possible title as a section heading."""
    part = parts[index]
    cost = COSTS.heading
    if part.column:
        cost += COSTS.heading_column
    if part.wrapped:
        cost += COSTS.heading_wrapped
    if part.kicker and len(part.text) >= _LONG_KICKER:
        cost += COSTS.heading_kicker
    if part.subheadline and part.text[0] == "—":
        cost += COSTS.heading_dash
    if part.spaced:
        cost += COSTS.heading_spaced
    if len(part.text) > _LONG_HEADING:
        cost += COSTS.heading_long
    if part.text[0] == "“" and part.text[-1] == "”":
        cost += COSTS.heading_quoted
    if part.near:
        cost += COSTS.heading_in_pair
    if part.units[0].open and not part.units[0].title:
        cost += COSTS.heading_open
    if part.pairs:
        cost += COSTS.heading_echo * _covered(part.pairs, parts, index + 1)
        if index and parts[index - 1].kind == "body":
            cost += COSTS.heading_echo_above * len([p for p in part.pairs if p in parts[index - 1].text]) / len(part.pairs)
    if part.opening:
        return COSTS.heading_opening
    if index + 1 < len(parts):
        behind = parts[index + 1]
        if behind.kind == "byline":
            cost += COSTS.heading_before_byline
        elif behind.dateline:
            cost += COSTS.heading_before_dateline
    else:
        cost += COSTS.heading_last_on_page
    if index and parts[index - 1].signed:
        cost += COSTS.heading_after_sign_off
    return cost


def _topic_gaps(vocabularies: "Sequence[set[tuple[str, str]]]") -> list[float]:
    """Return for each cut in front of a unit how much the words on both sides have in common, 0 for nothing.

    The pairs of letters that stand on both sides, over the geometric mean of the sizes of the sides.
    """
    count = len(vocabularies)
    change = [0] * (count + 1)
    sizes = [0]
    seen: dict[tuple[str, str], int] = {}
    for number, vocabulary in enumerate(vocabularies):
        sizes.append(sizes[-1] + len(vocabulary))
        for pair in vocabulary:
            before = seen.get(pair)
            if before is not None:
                change[before + 1] += 1
                change[number + 1] -= 1
            seen[pair] = number
    common = 0
    gaps = []
    for cut in range(count):
        common += change[cut]
        gaps.append(common / ((sizes[cut] + 30) * (sizes[-1] - sizes[cut] + 30)) ** 0.5)
    return gaps


def _begins_inside(state: _State, new: "set[tuple[str, str]]", parts: Sequence[Part]) -> list[tuple[int, int, bool, float]]:
    """Return where in an article's body that of a title below it may begin: by heading and by paragraph.

    Each place is the position in `state.body`, the unit in that part, and whether a section heading stands there. It is
    where the words change: the title's begin to be repeated, those of the article's own titles cease to be, and the
    paragraphs on both sides have little in common.
    """
    if not new:
        return []
    own: set[tuple[str, str]] = set().union(*(_vocabularies(parts[index])[0] for index in state.titles)) - new
    units = [
        (position, number, words)
        for position, index in enumerate(state.body)
        for number, words in enumerate(_vocabularies(parts[index]))
    ][-_SEARCHED_UNITS:]
    gaps = _topic_gaps([words for *_, words in units])
    best: dict[bool, tuple[float, int, int]] = {}
    paired: bool | None = None
    after = [0.0] * (len(units) + 1)
    seen: set[tuple[str, str]] = set()
    seen_own: set[tuple[str, str]] = set()
    for k in range(len(units) - 1, -1, -1):
        seen |= units[k][2] & new
        seen_own |= units[k][2] & own
        after[k] = len(seen) / len(new) - (len(seen_own) / len(own) if own else 0.0)
    seen, seen_own = set(), set()
    for k, (position, number, words) in enumerate(units):
        part = parts[state.body[position]]
        headed = part.kind == "title"
        if k:
            gain = after[k] - len(seen) / len(new) + (len(seen_own) / len(own) if own else 0.0)
            gain -= GAPW * gaps[k]
            if headed and not part.near:
                gain += 0.5 if part.pairs and words <= new else 0.0
                gain += 0.3 if paired is not None and paired is not part.paired else 0.0
            elif not headed:
                text = part.texts[number]
                gain += 0.1 if _OPENING_WORDS.match(text) else -0.1 if _INSIDE.match(text) else 0.0
            if not (headed and part.near) and (headed not in best or gain > best[headed][0]):
                best[headed] = (gain, position, number)
        if headed and not part.near:
            paired = part.paired
        seen |= words & new
        seen_own |= words & own
    return [(position, number, headed, gain) for headed, (gain, position, number) in best.items() if gain >= _LEAST_GAIN]


class _Crossing:
    """What all readings have in common where they take a part."""

    __slots__ = ("after_sign_off", "beginnings", "contrasts", "heading", "index", "limit", "part", "parts", "vocabulary")

    def __init__(self, index: int, parts: Sequence[Part], limit: float, vocabulary: "dict[object, set[tuple[str, str]]]") -> None:
        self.vocabulary = vocabulary
        self.contrasts: dict[object, list[float]] = {}
        self.index = index
        self.limit = limit
        """What a reading may cost at most."""
        self.parts = parts
        self.part = parts[index]
        self.after_sign_off = index > 0 and parts[index - 1].signed
        self.heading = _heading_cost(index, parts) if self.part.kind == "title" else 0.0
        self.beginnings: dict[tuple[object, ...], list[tuple[int, int, bool, float]]] = {}

    def vocabulary_of(self, state: _State) -> "set[tuple[str, str]]":
        key = (state.titles, state.body)
        known = self.vocabulary.get(key)
        if known is None:
            known = set().union(*(words for index in (*state.titles, *state.body) for words in _vocabularies(self.parts[index])))
            self.vocabulary[key] = known
        return known

    def contrast(self, waiting: _State, current: _State) -> "tuple[list[float], int]":
        """Return how much liker the rest of the part is to the waiting article than to the current one, from each unit on."""
        key = (waiting.titles, waiting.body, current.titles, current.body)
        if key in self.contrasts:
            return self.contrasts[key]
        chunks = list(_vocabularies(self.part))[:MAXC]
        if self.part.kind == "title":
            for k in range(self.index + 1, min(self.index + 3, len(self.parts))):
                if self.parts[k].kind == "body":
                    chunks = [chunks[0].union(*_vocabularies(self.parts[k])[:2])]
                    break
        theirs = self.vocabulary_of(waiting)
        ours = set(self.vocabulary_of(current))
        weight = (len(theirs) + 20) ** -0.85
        out = []
        best, at = -1e9, 0
        hits = [len(chunk & theirs) for chunk in chunks]
        for u in range(len(chunks)):
            own = (len(ours) + 20) ** -0.85
            a = sum(hits[u:]); c = sum([len(chunk & ours) for chunk in chunks[u:]])
            score = a * weight - c * own
            out.append(max(-2.5, min(2.5, log((a + 1) * weight / ((c + 1) * own)))))
            if u and score > best:
                best, at = score, u
            ours |= chunks[u]
        self.contrasts[key] = (out, at)
        return out, at

    def begins_inside(self, state: _State) -> list[tuple[int, int, bool, float]]:
        """Return where in an article's body that of the title here, and of one that goes with it, may begin."""
        key = (state.body, state.titles)
        if key not in self.beginnings:
            new = _vocabularies(self.part)[0]
            behind = self.parts[self.index + 1] if self.index + 1 < len(self.parts) else None
            if behind is not None and behind.kind == "title" and (self.part.kicker or behind.near):
                new = new | _vocabularies(behind)[0]
            self.beginnings[key] = _begins_inside(state, new, self.parts)
        return self.beginnings[key]


class _Steps:
    """Every way in which a reading can take the next part."""

    __slots__ = ("closing", "crossing", "current", "index", "out", "part", "parts", "reading")

    def __init__(self, reading: _Reading, crossing: _Crossing) -> None:
        self.reading = reading
        self.crossing = crossing
        self.index = crossing.index
        self.parts = crossing.parts
        self.part = crossing.part
        self.current = reading.current if reading.current is None or reading.current.stage != _CLOSED else None
        self.closing = 0.0 if self.current is None else _close_cost(self.current, self.parts)
        self.out: list[_Reading] = []
        if self.part.kind == "title":
            self._title()
        elif self.part.kind == "byline":
            self._byline()
        elif self.part.kind == "list":
            self._list()
        else:
            self._body()

    def _add(
        self,
        cost: float,
        state: _State | None,
        aside: tuple[_State, ...],
        number: int,
        role: str,
        split: _Split | None = None,
        cut: _Cut | None = None,
    ) -> None:
        reading = self.reading
        count = reading.count + 1 if number == reading.count else reading.count
        self.out.append(_Reading(reading.cost + cost, state, aside, (reading.trail, number, role, split, cut), count))

    def _openings(self) -> Iterator[tuple[float, tuple[_State, ...]]]:
        """Yield what it costs to begin a new article here, and the articles then put aside."""
        current, aside = self.current, self.reading.aside
        spent, limit = self.reading.cost, self.crossing.limit
        if spent + self.closing <= limit:
            yield self.closing, aside
        if current is not None and len(aside) < _MAX_ASIDE and current.stage in (_BODY, _PRE, _LEAD):
            if current.stage == _PRE:
                cost = COSTS.interrupts_bylined if current.bylined else COSTS.interrupts_titles
            elif current.body:
                cost = COSTS.interrupts_open if current.open else COSTS.interrupts
            else:
                return
            if spent + cost <= limit:
                yield cost, (*aside, current)

    def _title(self) -> None:
        """Take a possible title for a title or section heading of each article that it can belong to."""
        reading, current = self.reading, self.current
        if current is not None:
            self._title_of_current(current)
        if reading.aside and (current is None or current.stage in (_POST, _BODY)):
            self._heading_of_aside(reading.aside[-1])
        if current is None or current.stage in (_BODY, _POST):
            self._title_of_aside()
        if (
            current is not None
            and current.stage in (_BODY, _POST)
            and len(current.body) > 1
            and reading.cost + COSTS.title_after_body + COSTS.split <= self.crossing.limit
        ):
            self._split(current)
        self._title_of_new()

    def _title_of_current(self, current: _State) -> None:
        """Take the title for one above or below the current article's body, or for a heading inside it."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        heading, stage, number = self.crossing.heading, current.stage, current.number
        if stage == _PRE:
            cost = _title_cost(current, part, parts)
            self._add(cost, _entitled(current, index, parts, _PRE), reading.aside, number, "title")
            cost = heading + (0.0 if part.opening else _start_cost(current, part, parts))
            self._add(cost, _grown(current, index, part, _BODY), reading.aside, number, "heading")
        elif stage == _POST:
            cost = _title_cost(current, part, parts)
            if current.headed:
                cost += _echo(current, part, parts)
            self._add(cost, _entitled(current, index, parts, _POST), reading.aside, number, "title")
        elif current.body or current.bylined:
            cost = heading + (COSTS.heading_after_open if current.open else 0.0)
            cost += COSTS.opening_inside if part.opening and current.body else 0.0
            if not part.near and not part.opening:
                if current.paired is not None and current.paired is not part.paired:
                    cost += COSTS.heading_style
                if current.length:
                    cost += _length_cost(current.length, len(part.text))
                elif current.body:
                    cost += COSTS.heading_first
            self._add(cost, _grown(current, index, part, stage), reading.aside, number, "heading")
            if stage == _BODY and not current.titles and current.body:
                cost = COSTS.title_after_body + _title_cost(current, part, parts)
                if parts[current.body[-1]].kind == "title":
                    cost += COSTS.title_after_heading
                if current.headed:
                    cost += _echo(current, part, parts)
                self._add(cost, _entitled(current, index, parts, _POST), reading.aside, number, "title")

    def _heading_of_aside(self, waiting: _State) -> None:
        """Take the title for a section heading with which the article last put aside goes on."""
        cost = self.closing + self.crossing.heading + COSTS.resume_heading + self._unmarked_resume(waiting)
        cost -= COSTS.heading_after_sign_off if self.crossing.after_sign_off else 0.0
        cost += COSTS.resume_open_unfitting if waiting.open else 0.0
        if self.current is not None and self.reading.cost + cost <= self.crossing.limit + 3:
            cost -= COSTS.resume_heading_like * self.crossing.contrast(waiting, self.current)[0][0]
        stage = _BODY if waiting.stage == _PRE else waiting.stage
        state = _grown(waiting, self.index, self.part, stage)
        self._add(cost, state, self.reading.aside[:-1], waiting.number, "heading")

    def _title_of_aside(self) -> None:
        """Take the title for that of an article put aside, printed far below it."""
        aside = self.reading.aside
        for position, waiting in enumerate(aside):
            if waiting.body and not waiting.titles:
                state = _entitled(waiting, self.index, self.parts, _POST)
                rest = aside[:position] + aside[position + 1 :]
                cost = COSTS.title_of_article_aside + _close_cost(state, self.parts)
                self._add(cost, self.current, rest, waiting.number, "title")

    def _title_of_new(self) -> None:
        """Begin a new article with the title, or with one of its section headings."""
        reading, index, parts, part, current = self.reading, self.index, self.parts, self.part, self.current
        for cost, aside in self._openings():
            cost += COSTS.block_divided if part.near else 0.0
            if reading.cost + cost > self.crossing.limit:
                continue
            fresh = _State(reading.count, index, _PRE)
            self._add(
                cost + _title_cost(fresh, part, parts),
                _entitled(fresh, index, parts, _PRE),
                aside,
                reading.count,
                "title",
            )
            if part.opening:
                state = _grown(_State(reading.count, index, _BODY), index, part, _BODY)
                self._add(cost + COSTS.new_plain, state, aside, reading.count, "heading")
                continue
            if current is not None and current.stage != _POST:
                continue
            # Sections first: the article begins with one of its headings.
            state = _grown(_State(reading.count, index, _BODY), index, part, _BODY)
            state.headed = True
            self._add(cost + COSTS.sections_first + self.crossing.heading, state, aside, reading.count, "heading")

    def _split(self, current: _State) -> None:
        """Take the title for that of the tail of the body above it: another article began there without a mark."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        for position, unit, headed, gain in self.crossing.begins_inside(current):
            tail = current.body[position:]
            state = _State(reading.count, tail[0], _POST)
            state.body = tail
            state.headed = headed
            state.open = current.open
            state = _entitled(state, index, parts, _POST)
            cost = COSTS.title_after_body + _title_cost(_State(0, 0, _POST), part, parts)
            cost -= COSTS.split_gain * (gain - 0.7)
            cost += COSTS.split_at_heading + _echo(state, part, parts) if headed else COSTS.split
            rest = current.copy(current.stage)
            rest.body = current.body[: position + (unit > 0)]
            rest.open = False
            split = (current.number, tail[0], unit)
            if rest.titles:
                self._add(cost + _close_cost(rest, parts), state, reading.aside, reading.count, "title", split)
            if len(reading.aside) < _MAX_ASIDE and current.stage == _BODY:
                self._add(cost + COSTS.interrupts, state, (*reading.aside, rest), reading.count, "title", split)

    def _byline(self) -> None:
        reading, index, parts, current = self.reading, self.index, self.parts, self.current
        behind = parts[index + 1].kind if index + 1 < len(parts) else "end"
        if current is not None and not current.bylined:
            if current.stage == _PRE:
                state = current.copy(_PRE)
                state.bylined = True
                self._add(0.0, state, reading.aside, current.number, "byline")
            elif current.stage in (_BODY, _LEAD) and current.titles and current.body:
                state = current.copy(_CLOSED)
                state.bylined = True
                cost = self.closing + (COSTS.byline_last_lead if current.stage == _LEAD else COSTS.byline_last)
                cost += COSTS.byline_last_before_body if behind == "body" else 0.0
                self._add(cost, state, reading.aside, current.number, "byline")
        for cost, aside in self._openings():
            state = _State(reading.count, index, _BODY)
            state.bylined = True
            cost += COSTS.byline_without_body if behind == "byline" or behind == "end" else 0.0
            self._add(cost, state, aside, reading.count, "byline")

    def _list(self) -> None:
        """Take the list into the body, or as an article of its own: the outline of a page."""
        reading, index, part, current = self.reading, self.index, self.part, self.current
        if current is not None and current.stage in (_PRE, _BODY, _LEAD):
            stage = _BODY if current.stage == _PRE else current.stage
            self._add(COSTS.list_inside, _grown(current, index, part, stage), reading.aside, current.number, "body")
        state = _grown(_State(reading.count, index, _LIST), index, part, _LIST)
        self._add(self.closing + COSTS.list_alone, state, reading.aside, reading.count, "list")

    def _unmarked_resume(self, waiting: _State) -> float:
        """Return what it costs to leave the current article for one put aside where nothing ends it."""
        current = self.current
        if current is None or current.stage not in (_BODY, _LEAD):
            return 0.0
        if self.crossing.after_sign_off or (waiting.open and self.part.goes_on):
            return 0.0
        return COSTS.resume_unmarked

    def _body(self) -> None:
        reading, index, parts, part, current = self.reading, self.index, self.parts, self.part, self.current
        if current is not None:
            stage, number = current.stage, current.number
            if stage == _PRE:
                cost = _start_cost(current, part, parts)
                self._add(cost, _grown(current, index, part, _BODY), reading.aside, number, "body")
            elif stage in (_BODY, _LEAD):
                cost = 0.0
                if current.body:
                    cost += COSTS.body_dateline_inside if part.dateline else 0.0
                    cost += COSTS.body_open_unfitting if current.open and not part.may_go_on else 0.0
                    cost += COSTS.body_goes_on_unfitting if part.goes_on and not current.open else 0.0
                    cost += COSTS.body_after_sign_off if self.crossing.after_sign_off else 0.0
                self._add(cost, _grown(current, index, part, stage), reading.aside, number, "body")
            elif stage == _POST and current.headed and not part.dateline:
                # Titles below the sections, then the lead.
                cost = COSTS.lead + (COSTS.lead_bylined if current.bylined else 0.0)
                self._add(cost, _grown(current, index, part, _LEAD), reading.aside, number, "lead")
        if reading.aside:
            self._resume(reading.aside[-1])
            if len(part.units) > 1 and current is not None and current.stage in (_PRE, _BODY, _LEAD) and not part.dateline:
                self._resume_inside(current, reading.aside[-1])
        for cost, aside in self._openings():
            if part.dateline:
                pass
            elif current is None or current.stage == _POST or current.open:
                cost += COSTS.new_plain
                if current is not None and current.stage == _POST:
                    cost += _start_cost(current, part, parts)
            elif self.crossing.after_sign_off:
                cost += COSTS.new_unmarked_after_sign_off
            else:
                cost += COSTS.new_unmarked
            cost += COSTS.new_goes_on if part.goes_on else 0.0
            cost += COSTS.new_inside_word if _INSIDE.match(part.texts[0]) else COSTS.new_opening_word if _OPENING_WORDS.match(part.texts[0]) else 0.0
            if reading.cost + cost > self.crossing.limit:
                continue
            state = _grown(_State(reading.count, index, _BODY), index, part, _BODY)
            self._add(cost, state, aside, reading.count, "body")

    def _resume_inside(self, current: _State, waiting: _State) -> None:
        """Take the first paragraphs for the current article, the others as the going on of the one last put aside."""
        part = self.part
        if waiting.open:
            return
        like, at = self.crossing.contrast(waiting, current)
        if not at:
            return
        ours = _grown(current, self.index, part, _BODY if current.stage == _PRE else current.stage)
        ours.open = False
        cost = COSTS.resume_inside - COSTS.resume_inside_like * like[at] + _close_cost(ours, self.parts)
        if current.stage == _PRE:
            cost += _start_cost(current, part, self.parts)
        stage = _BODY if waiting.stage == _PRE else waiting.stage
        state = _grown(waiting, self.index, part, stage)
        self._add(cost, state, self.reading.aside[:-1], waiting.number, "body", None, (current.number, at))

    def _resume(self, waiting: _State) -> None:
        """Take the part as the going on of the article last put aside."""
        part, current = self.part, self.current
        cost = self.closing + self._unmarked_resume(waiting)
        if waiting.open:
            cost += (
                COSTS.resume_fitting
                if part.goes_on
                else COSTS.resume_may_fit
                if part.may_go_on
                else COSTS.resume_open_unfitting
            )
        else:
            cost += COSTS.resume_goes_on_unfitting if part.goes_on else COSTS.resume
        cost += COSTS.resume_dateline if part.dateline else 0.0
        if current is not None and not waiting.open and self.reading.cost + cost <= self.crossing.limit + 3:
            cost -= COSTS.resume_like * self.crossing.contrast(waiting, current)[0][0]
        if self.reading.cost + cost > self.crossing.limit:
            return
        if current is not None and current.stage == _POST and not (waiting.open and part.goes_on):
            begins = self.parts[current.first]
            marked = begins.kind == "byline" or begins.dateline
            cost += COSTS.resume_after_marked if marked else _start_cost(current, part, self.parts)
        stage = _BODY if waiting.stage == _PRE else waiting.stage
        state = _grown(waiting, self.index, part, stage)
        self._add(cost, state, self.reading.aside[:-1], waiting.number, "body")


def _outlook(reading: _Reading) -> float:
    """Return a reading's cost with what its open articles would cost if they ended as they stand."""
    cost = reading.cost
    for state in (*reading.aside, reading.current):
        if state is None or state.stage == _CLOSED:
            continue
        if state.titles and state.body:
            cost += COSTS.titled + COSTS.similar * len(state.found) / (len(state.pairs) or 1)
        elif not state.titles and state.stage != _LIST:
            cost += COSTS.title_after_body
    return cost


def _end_cost(reading: _Reading, parts: Sequence[Part]) -> float:
    cost = reading.cost
    if reading.current is not None and reading.current.stage != _CLOSED:
        cost += _close_cost(reading.current, parts)
    return cost + sum(_close_cost(state, parts) + COSTS.aside_at_end for state in reading.aside)


def _best_of_each_shape(readings: Iterable[_Reading]) -> list[_Reading]:
    """Return the cheapest readings of each shape: how many articles are put aside, and the current one's stage."""
    counts: dict[tuple[int, int], int] = {}
    kept = []
    ranked = sorted(((_outlook(reading), number, reading) for number, reading in enumerate(readings)))
    for outlook, _, reading in ranked:
        if outlook > ranked[0][0] + MARGIN:
            break
        current = reading.current
        shape = (len(reading.aside), _CLOSED if current is None else current.stage)
        count = counts.get(shape, 0)
        if count < BEAM:
            counts[shape] = count + 1
            kept.append(reading)
    return kept


def _search(parts: Sequence[Part]) -> tuple[list[tuple[int, str]], list[tuple[int, _Split]], dict[int, _Cut]]:
    """Return the cheapest reading: the article and role of each part, and which articles begin before their first."""
    beam = [_Reading(0.0, None, (), None, 0)]
    vocabulary: dict[object, set[tuple[str, str]]] = {}
    for index in range(len(parts)):
        best: dict[tuple[object, ...], _Reading] = {}
        crossing = _Crossing(index, parts, min(reading.cost for reading in beam) + MARGIN + _RISE, vocabulary)
        for reading in beam:
            for step in _Steps(reading, crossing).out:
                key = step.key()
                rival = best.get(key)
                if rival is None or step.cost < rival.cost:
                    best[key] = step
        beam = _best_of_each_shape(best.values())
    roles: list[tuple[int, str]] = []
    trail = min(beam, key=lambda reading: _end_cost(reading, parts)).trail
    splits: list[tuple[int, _Split]] = []
    cuts: dict[int, _Cut] = {}
    while trail is not None:
        before, number, role, split, cut = trail
        if cut is not None:
            cuts[len(parts) - 1 - len(roles)] = cut
        roles.append((number, role))
        if split is not None:
            splits.append((number, split))
        trail = before
    roles.reverse()
    return roles, splits, cuts


def _placed_units(
    parts: Sequence[Part], roles: Sequence[tuple[int, str]], splits: Sequence[tuple[int, _Split]], cuts: "dict[int, _Cut]"
) -> list[tuple[Unit, int, str, int]]:
    """Return every unit in printed order with the number of its article, its role there and the index of its part."""
    places = [
        (index, at, role, unit)
        for index, (part, (_, role)) in enumerate(zip(parts, roles, strict=True))
        for at, unit in enumerate(part.units)
    ]
    owners = [
        cuts[index][0] if index in cuts and at < cuts[index][1] else roles[index][0] for index, at, *_ in places
    ]
    places_of: dict[int, list[int]] = {}
    for place, owner in enumerate(owners):
        places_of.setdefault(owner, []).append(place)
    for number, (taken_for, *beginning) in reversed(splits):
        taken = places_of.get(taken_for, [])
        first = bisect_left(taken, beginning, key=lambda place: list(places[place][:2]))
        moved = [place for place in taken[first:] if places[place][2] != "title"]
        places_of[taken_for] = taken[:first] + [place for place in taken[first:] if places[place][2] == "title"]
        places_of.setdefault(number, []).extend(moved)
        for place in moved:
            owners[place] = number
    return [(unit, owner, role, index) for owner, (index, _, role, unit) in zip(owners, places, strict=True)]


def lay_out(page: Repaired) -> list[LaidArticle]:
    """Return the articles of a page in reading order; every unit but furniture stands in exactly one."""
    parts = parts_of(page)
    articles: dict[int, LaidArticle] = {}
    leads: dict[int, list[Unit]] = {}
    titles: dict[int, list[Part]] = {}
    for unit, number, role, index in _placed_units(parts, *_search(parts)):
        article = articles.setdefault(number, LaidArticle())
        if role == "title":
            article.titles.append(unit)
            titles.setdefault(number, []).append(parts[index])
        elif role == "byline":
            article.byline.append(unit)
        elif role == "lead" or number in leads:
            leads.setdefault(number, []).append(unit)
        else:
            article.body.append(unit)
            article.sidebar = article.sidebar or role == "list"
        if role == "heading":
            article.headings.add(unit.first)
    for number, article in articles.items():
        if number in leads:
            article.body = leads[number] + article.body
            article.uncertain = True
        dispatch = bool(article.body) and starts_with_dateline(page.lines[article.body[0].first].text)
        article.roles = title_roles(titles.get(number, []), dispatch=dispatch)
    return list(articles.values())


def title_roles(titles: Sequence[Part], *, dispatch: bool) -> list[str]:
    """Return the role of each title of an article, which is a dispatch or not: kicker, headline, subheadline."""
    count = len(titles)
    if count == 0:
        return []
    if count == 1:
        return ["headline"]
    if count == 2:
        first, second = titles
        if second.subheadline and not first.kicker:
            return ["headline", "subheadline"]
        if first.kicker or second.column:
            return ["kicker", "headline"]
        if first.column:
            return ["headline", "subheadline"]
        if second.text.endswith(words("subheadline_ends")):
            return ["headline", "subheadline"]
        plain = not first.spaced and not second.spaced and "，" not in first.text and first.text[-1] != "："
        if dispatch and plain and len(first.text) >= _LONG_KICKER:
            # A dispatch tells the news in its headline and adds to it below.
            return ["headline", "subheadline"]
        return ["kicker", "headline"]
    if titles[1].subheadline:
        return ["headline"] + ["subheadline"] * (count - 1)
    return ["kicker", "headline"] + ["subheadline"] * (count - 2)
