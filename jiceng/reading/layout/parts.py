"""Units → parts: what is laid out as one, with everything that its words and its place on the page say about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from typing import Literal

from jiceng.reading.layout.bigrams import Bigrams, bigrams_of, in_common, union
from jiceng.reading.lexicon import any_of, words
from jiceng.reading.lines.datelines import starts_with_dateline
from jiceng.reading.lines.jumps import is_jump
from jiceng.reading.lines.type_size import is_large
from jiceng.reading.paragraphs.line_groups import LineGroup, RepairedPage

PartKind = Literal["title", "byline", "list", "body"]
Role = Literal["title", "heading", "body", "lead", "byline", "list"]
"""What a part is in its article; only possible titles are titles or headings."""

_MAX_TITLE = 80
"""Characters of the longest title or section heading."""
_MAX_ITEM = 40
"""Characters of the longest line of a list."""
_LEAST_LIST = 9
"""Fewest short lines in a row that are a list: too many for titles."""
_TITLES_AFTER_LIST = 2
"""Short lines between a list and a byline line or dispatch that may be its titles."""
_SHORT_COLUMN = 6
"""Characters of the longest text with brackets at its end that is not a title with the name of its column."""
_MAX_SIGN_OFF = 200
"""Characters of the longest credit that closes an article."""
_LONG_KICKER = 10
"""Fewest characters of a line with —— at its end that cannot be a section heading (更顺畅——)."""
_SIGN_OFF = re.compile(f"^[（(](?=.*{any_of('sign_off_words')})[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]$")
_EDITOR = re.compile("—{1,2} ?[\u4e00-\u9fff] ?[\u4e00-\u9fff]{1,2}$")
_CAPTION = re.compile("图 .{1,5}文$|摄(?:[（(][^（）()]*[）)])?$|摄影报道|^新华社发$|图[）)]?$")
_INNER_SPACE = re.compile("[\u4e00-\u9fff”！？] +[\u4e00-\u9fff“]")
_BRACKETED = re.compile("[（(][^（）()]*[）)]?$")
_INNER_START = re.compile(any_of("inner_starts"))
_OPENING_START = re.compile(f"{any_of('opening_starts')}|[0-9 ]{{1,3}}月[0-9 ]{{1,4}}日|[0-9 ]{{1,3}}日[，上下凌清晚]")
_SPEECH_ENDS = ("。”", "。」", '。"', "。“")
"""How the speech of a paragraph ends, in any quotation marks."""
_NO_BIGRAMS = Bigrams()


@cache
def _credit_label() -> re.Pattern[str]:
    return re.compile(f"(?:本版|本期|本报)?{any_of('credit_labels')}[:：]")


@dataclass(slots=True)
class Part:
    """What is laid out as one: a possible title, a byline line, a list, or paragraphs that nothing marks as parted."""

    kind: PartKind
    groups: list[LineGroup]
    text: str = ""
    """Of its first group."""
    wrapped: bool = False
    """Whether it is a title over several lines."""
    near: bool = False
    """Whether it is in one block with the title before it."""
    paired: bool = False
    """Whether it is in one block with the title after it."""
    kicker: bool = False
    """Whether its words or marks make it a kicker."""
    subheadline: bool = False
    """Whether its marks make it a subheadline."""
    long_kicker: bool = False
    """Whether it is a kicker, and too long to be a section heading."""
    spaced: bool = False
    """Whether a space of its own divides it."""
    column: bool = False
    """Whether it ends with the name of a column in brackets."""
    opening: bool = False
    """Whether it is a heading with which articles open (核心阅读)."""
    fills: bool = False
    """Whether it fills its column, as a line torn off a paragraph does, and a title only by chance."""
    dateline: bool = False
    """Whether it begins with a dateline."""
    goes_on: bool = False
    """Whether it begins in the middle of a paragraph."""
    may_go_on: bool = False
    """Whether it could begin in the middle of a paragraph."""
    open: bool = False
    """Whether its last paragraph breaks off."""
    signed: bool = False
    """Whether it ends with a credit that closes an article."""
    texts: list[str] = field(default_factory=list)
    """Of each group."""
    bigrams_by_group: list[Bigrams] = field(default_factory=list)
    """Of each group; a title's without the name of its column; none for byline lines."""
    bigrams: Bigrams = _NO_BIGRAMS
    """Of all groups."""
    size: float | None = None
    """Of the type of a possible title, in sizes of the page's text; None where only the text is known."""
    title_odds: float = 0.0
    """Logarithm of the odds that it is a title of an article and no section heading, by its words and neighbours."""
    _cuts: tuple[list[int], list[int]] | None = None

    @property
    def cuts(self) -> tuple[list[int], list[int]]:
        """The number of bigrams of each group, and how many are on both sides of the cut before it."""
        if self._cuts is None:
            self._cuts = [one.size for one in self.bigrams_by_group], in_common(self.bigrams_by_group)
        return self._cuts

    def start_of(self, number: int) -> int:
        """Return 1 if a group begins with words that open articles, -1 if with words that refer back, else 0."""
        text = self.texts[number]
        return 1 if _OPENING_START.match(text) else -1 if _INNER_START.match(text) else 0


def parts_of(page: RepairedPage) -> list[Part]:
    """Return the parts of a page in printed order: every group is in exactly one."""
    parts: list[Part] = []
    groups = page.groups
    texts = [page.text_of(group) for group in groups]
    datelines = [starts_with_dateline(text) for text in texts]
    in_list = _lists(page, groups, texts, datelines)
    for index, (group, text, dateline) in enumerate(zip(groups, texts, datelines, strict=True)):
        last = parts[-1] if parts else None
        if in_list[index]:
            if last is None or last.kind != "list":
                last = Part("list", [])
                parts.append(last)
            last.groups.append(group)
            last.texts.append(text)
        elif page.lines[group.first].kind == "byline":
            if last is not None and last.kind == "byline" and not page.lines[group.first].gap:
                last.groups.append(group)
                last.texts.append(text)
            else:
                parts.append(Part("byline", [group], text, texts=[text]))
        elif not dateline and _may_be_title(page, group, text, last):
            near = index > 0 and groups[index - 1].block == group.block and last is not None and last.kind == "title"
            if near and last is not None:
                last.paired = True
            parts.append(_title_part(page, group, text, near=near))
        else:
            _add_body(parts, group, text, dateline=dateline)
    _add_bigrams(parts)
    return parts


def _add_bigrams(parts: Sequence[Part]) -> None:
    telling = [part for part in parts if part.kind != "byline"]
    texts = [[_without_column(part.text)] if part.kind == "title" else part.texts for part in telling]
    found = iter(bigrams_of(list(chain.from_iterable(texts))))
    for part, own in zip(telling, texts, strict=True):
        part.bigrams_by_group = list(islice(found, len(own)))
        part.bigrams = part.bigrams_by_group[0] if len(own) == 1 else union(part.bigrams_by_group)


def _without_column(title: str) -> str:
    return _BRACKETED.sub("", title) or title if "（" in title or "(" in title else title


def _lists(
    page: RepairedPage, groups: Sequence[LineGroup], texts: Sequence[str], datelines: Sequence[bool]
) -> list[bool]:
    """Return, for each group, whether it is in a list: many short lines that end no sentence, none of them a byline."""
    item = [
        len(text) <= _MAX_ITEM and not group.ends_sentence and page.lines[group.first].kind == "text" and not dateline
        for group, text, dateline in zip(groups, texts, datelines, strict=True)
    ]
    inside = [False] * len(groups)
    start = 0
    for index in range(len(groups) + 1):
        if index < len(groups) and item[index]:
            continue
        end = index
        if index < len(groups) and (page.lines[groups[index].first].kind == "byline" or datelines[index]):
            end -= _TITLES_AFTER_LIST
        if end - start >= _LEAST_LIST:
            inside[start:end] = [True] * (end - start)
        start = index + 1
    return inside


def _title_part(page: RepairedPage, group: LineGroup, text: str, *, near: bool) -> Part:
    lines = page.lines[group.first : group.end]
    kicker = text.endswith(words("kicker_ends")) and not text.startswith("—")
    return Part(
        "title",
        [group],
        text,
        wrapped=len(lines) > 1,
        near=near,
        spaced=(" " in text and _INNER_SPACE.search(text) is not None) or any(line.spaced for line in lines[:-1]),
        kicker=kicker,
        long_kicker=kicker and len(text) >= _LONG_KICKER,
        subheadline=text.startswith("——") or (text[0] == "（" and text[-1] == "）"),
        column=text[-1] in "）)" and text[0] not in "（(" and len(text) > _SHORT_COLUMN,
        opening=text in words("opening_headings"),
        fills=group.open and not group.title,
        size=lines[0].size,
        texts=[text],
    )


def _add_body(parts: list[Part], group: LineGroup, text: str, *, dateline: bool) -> None:
    """Add a paragraph to the last part, or begin a new one where an article may begin, end or break off."""
    signed = len(text) < _MAX_SIGN_OFF and text[0] in "（(" and _SIGN_OFF.search(text) is not None
    last = parts[-1] if parts else None
    if last is None or last.kind != "body" or dateline or group.goes_on or last.open or (last.signed and not signed):
        last = Part("body", [], text, dateline=dateline, goes_on=group.goes_on, may_go_on=group.may_go_on)
        parts.append(last)
    last.groups.append(group)
    last.texts.append(text)
    last.open = group.open
    last.signed = signed


def _ends_sentence(part: Part) -> bool:
    """Return whether the last paragraph of a part ends a sentence, or is in brackets."""
    return part.groups[-1].ends_sentence or part.texts[-1][-1] in "）)"


def _may_be_title(page: RepairedPage, group: LineGroup, text: str, last: Part | None) -> bool:
    """Return whether a group without a dateline can be a title or section heading.

    It is short, in a block of its kind, and ends no sentence.
    """
    large = is_large(page.lines[group.first].size)
    if large and len(text) <= _MAX_TITLE and not _CAPTION.search(text):
        return True
    if len(text) > _MAX_TITLE or group.goes_on or text[-1] in "。，、；;" or text[-2:] in _SPEECH_ENDS:
        return False
    first = page.lines[group.first]
    if first.indent and page.style.indented:
        return False
    if group.ends_sentence and text[-1] not in "？！?!”…":
        return False
    if is_jump(text):
        return False
    if _CAPTION.search(text) or _EDITOR.match(text) or _credit_label().match(text):
        return False
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        return False
    if _SIGN_OFF.search(text):
        return False
    above_is_title = last is not None and last.kind == "title"
    if text[0] in "（(" and text[-1] in "）)" and not above_is_title:
        return False
    if group.end - group.first > 1 and not group.title and not (text[-1] in "）)—" and group.end - group.first == 2):
        # Set to the column's width, as titles never are.
        return False
    if group.title or group.alone:
        return not (group.ends_sentence and text[0] == "“" and text[-2:-1] in "。！？…")
    if group.end - group.first > 1 or group.ends_sentence or group.open:
        return False
    # In a block with others only at its head, below another title, or after the end of a sentence.
    return group.heads_block or above_is_title or (last is not None and last.kind == "body" and _ends_sentence(last))
