"""Ranges of a text that are names of initiatives: in marks, titles of documents, designations without marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundQuote
from jiceng.extraction.places.gazetteer import larger_units_named
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.marks import Marked
from jiceng.extraction.text.words import Word
from jiceng.reading.lexicon.surnames import common_surnames
from schemas.initiative import InitiativeKind

NAME_WITH_KIND: Final = "initiative_name_with_kind"
KIND_IN_NAME: Final = "initiative_kind_in_name"
NAME_OF_PARTS: Final = "initiative_name_of_parts"
NUMBERED_NAME: Final = "initiative_numbered_name"
NAME_BEHIND_VERB: Final = "initiative_name_behind_verb"
DOCUMENT_TITLE: Final = "initiative_document_title"
FOUNDED_BODY: Final = "initiative_founded_body"
DESIGNATION: Final = "initiative_designation"
PLACED_PROGRAMME: Final = "initiative_placed_programme"
NAMED_AGAIN: Final = "initiative_named_again"

_QUOTATION_MARKS = "“‘「『"
_LONGEST_NAME = 24
"""Characters of a name in marks."""
_LONGEST_NAME_WITHOUT_KIND = 16
"""Characters of a name in marks that no kind word follows."""
_LONGEST_TITLE = 80
"""Characters of a document's title in 《 》."""
_LONGEST_TAIL = 16
"""Characters behind the marks in which a name's kind word stands."""
_LONGEST_BODY = 20
"""Characters of the name of a body or team that stands without marks."""
_LONGEST_FIGURE = 3
"""Characters of a word in marks that may be a figure of speech before a kind word (“金字塔”模式)."""
_LONGEST_CLAUSE = 80
"""Characters of a clause that are searched for a verb."""
_LONG_NAME = 7
"""Characters of a name in marks that is no figure of speech."""
_SHORTEST_PROGRAMME = 7
"""Characters of the name of a programme that stands without marks."""
_FARTHEST_VERB = 12
"""Characters between a body's name and the verb behind it that says it was founded (于2018年正式成立)."""
_SHORTEST_NAME_BEHIND_VERB = 4
"""Characters of a name in marks that only the verb before it makes one."""
_SHORTEST_DESCRIPTION = 5
"""Characters before a kind word that make a founded body's name of common words a name of its own."""
_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9+＋]*")
_NO_NAME = re.compile(r"[。！？；：\n…!?]")
PARTS_BY_PLUS = re.compile(r"[^+＋\s]{1,10}(?:[+＋][^+＋\s]{1,10}){1,6}")
_NUMBERED = re.compile(r"(?:[0-9]{2,}|[一二两三四五六七八九十双][^0-9]).{1,8}")
_SPOKEN = re.compile(r"[我你他她们吗呢吧啊了着]")
"""Characters of speech, which no name has."""
_PERSON = re.compile(
    r"[老小]?([\u3400-\u9fff])(?:[\u3400-\u9fff]{1,2}|大姐|大妈|阿姨|大爷|大哥|书记|法官|警官|老师|奶奶)?"
)
_LONGEST_QUANTIFIER = 8
_QUANTIFIER = re.compile(
    r"[了起好]?(?:全[国省市县区镇村])?(?:[首第]?[一二两三四五六七八九十百0-9多几数首]+[个家支处座批套项条张所间场期])?$"
)
_QUANTIFIER_ENDS = frozenset("了起好国省市县区镇村个家支处座批套项条张所间场期\n")
"""Characters that what `_QUANTIFIER` matches can end with, be it before a line feed."""
_ARTICLES = re.compile(r"[^0-9一二三四五六七八九十][0-9一二三四五六七八九十]{1,3}条$")
_DESCRIPTIVE_ENDS = tuple(sorted(lexicon.characters("descriptive_ends")))
HAN_NAME = re.compile(r"[\u3400-\u9fff]+")
MARKS = re.compile(r"[“”‘’「」『』《》]")
NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
LEADING_NUMBER = re.compile(r"([两二三四五六七八九十])个一|([两二三四五六七八九十])[^一二两三四五六七八九十百0-9+＋]")
_JOINING_MARKS = frozenset("+＋、")
_NUMBERED_PARTS = re.compile(r"[一二两三四五六][^、]{1,8}(?:、[一二两三四五六][^、]{1,8}){2,}")

_PROGRAMMES = re.compile("项目|工程|试点")
_STARTED = re.compile(f"[^，。；的]{{0,8}}?{lexicon.one_of(lexicon.short_list('verbs_behind_programmes'))}")
_start = attrgetter("start")


class NameCandidate(NamedTuple):
    """A range that may be an initiative's name."""

    start: int
    end: int
    core: str
    """The name without marks and without what stands behind them."""
    kind: InitiativeKind
    rule: str


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in lexicon.table("initiative_kinds")}


@cache
def _kind_words() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(_kinds()))


@cache
def _founding_verbs() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("founding_verbs")))


@cache
def _designations() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("designations")))


@cache
def body_ends() -> tuple[str, ...]:
    """Return how the names of those end who may run an initiative."""
    return tuple(sorted(lexicon.words("relative_organization_suffixes") | lexicon.words("holder_suffixes")))


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("no_initiative_heads")))


@cache
def _ends_of_kinds() -> frozenset[str]:
    return frozenset(word[-1] for word in _kinds())


@cache
def _ends_of_verbs() -> frozenset[str]:
    return frozenset(verb[-1] for verb in lexicon.words("initiative_verbs"))


def _kind_of(word: str) -> InitiativeKind:
    return _kinds()[word]["kind"]  # type: ignore[return-value]


def _kind_at_end(name: str) -> str | None:
    """Return the longest kind word that a name ends with and is not all of."""
    kinds = _kinds()
    for length in range(min(8, len(name) - 1), 0, -1) if name[-1:] in _ends_of_kinds() else ():
        if name[-length:] in kinds:
            return name[-length:]
    return None


def _before_quantifier(before: str) -> int:
    """Return where a quantifier begins that ends a text (建成了全市首个), the length of the text where none does."""
    if before[-1:] not in _QUANTIFIER_ENDS:
        return len(before)
    match = _QUANTIFIER.search(before)
    return match.start() if match else len(before)


class NameFinder:
    """Finds ranges that are names of initiatives."""

    def __init__(self, article: ArticleText, quotes: Sequence[FoundQuote]) -> None:
        self._text = article.text
        self._article = article
        self._words = article.words
        self._starts = article.words.starts
        self._speech = {(quote.start, quote.end) for quote in quotes if quote.kind == "direct"}
        self._verbs: dict[int, str] = {}
        """End of a name in marks → the verb before it, which holds for the next name of a list too."""

    def find(self) -> list[NameCandidate]:
        """Return the candidates; the same name wherever it stands."""
        found: list[NameCandidate] = []
        weak: list[Marked] = []
        for marked in self._article.marked:
            if not marked.closed or (marked.start, marked.end) in self._speech:
                continue
            if marked.mark == "《":
                found += self._document_title(marked)
            elif marked.mark in _QUOTATION_MARKS and self._may_be_name(marked):
                candidate = self._name_in_marks(marked)
                if candidate is not None:
                    found.append(candidate)
                else:
                    weak.append(marked)
        if cores := {candidate.core for candidate in found}:
            again = (self._candidate(marked, "other", NAMED_AGAIN) for marked in weak)
            found += [candidate for candidate in again if candidate.core in cores]
        found.sort(key=_start)
        return found + list(self._founded_bodies(found))

    def _may_be_name(self, marked: Marked) -> bool:
        inner = self._text[marked.start : marked.end]
        return 1 < len(inner) <= _LONGEST_NAME and not _NO_NAME.search(inner)

    def _candidate(self, marked: Marked, kind: InitiativeKind, rule: str, end: int | None = None) -> NameCandidate:
        core = MARKS.sub("", self._text[marked.start : marked.end])
        return NameCandidate(marked.start - 1, marked.end + 1 if end is None else end, core, kind, rule)

    def _document_title(self, marked: Marked) -> Iterator[NameCandidate]:
        title = self._text[marked.start : marked.end]
        if len(title) < 4 and title in _kinds():
            yield self._candidate(marked, _kind_of(title), NAMED_AGAIN)
        if (
            not 3 < len(title) <= _LONGEST_TITLE
            or _NO_NAME.search(title)
            or title.startswith(tuple(lexicon.words("national_document_starts")))
        ):
            return
        plain = re.sub(r"（[^（）]*）$", "", title)
        word = _kind_at_end(plain)
        if word is not None and (_kind_of(word) in ("document", "list", "agreement") or word.endswith("计划")):
            kind = _kind_of(word)
            yield self._candidate(marked, "document" if kind == "programme" else kind, DOCUMENT_TITLE)

    def _name_in_marks(self, marked: Marked) -> NameCandidate | None:
        inner = self._text[marked.start : marked.end]
        verb = self._verb_before(marked)
        if verb is not None:
            self._verbs[marked.end + 1] = verb
        slogan = inner in lexicon.words("national_slogans")
        behind = marked.end + 1
        lists_parts = "、" in inner and self._text.startswith("的“", behind)
        if inner in lexicon.words("figures_of_speech") or lists_parts:
            return None
        if tail := self._tail(behind, inner):
            word, end = tail
            telling = self._is_telling(inner, verb)
            if _kinds()[word]["alone"]:
                telling = (
                    len(inner) > _LONGEST_FIGURE or end - behind > _LONG_NAME or LEADING_NUMBER.match(inner) is not None
                )
                telling = telling or any(c.isdigit() for c in inner) or self._verb_in_clause(marked)
                telling = telling or _STARTED.match(self._text, end) is not None
            if (not slogan or word == "主题教育") and telling:
                return self._candidate(marked, _kind_of(word), NAME_WITH_KIND, end)
            return None
        if verb is None and inner[-1] not in _ends_of_kinds() and _JOINING_MARKS.isdisjoint(inner):
            return None
        if slogan or _heads().match(self._text, behind) or inner.startswith("互联网"):
            return None
        if (PARTS_BY_PLUS.fullmatch(inner) and HAN_NAME.search(inner)) or _NUMBERED_PARTS.fullmatch(inner):
            return self._candidate(marked, "model", NAME_OF_PARTS)
        phrase = _SPOKEN.search(inner) or inner.startswith(tuple(lexicon.words("policy_verbs")))
        return None if phrase else self._name_of_its_own(marked, inner, verb)

    def _name_of_its_own(self, marked: Marked, inner: str, verb: str | None) -> NameCandidate | None:
        """Judge a name that no kind word follows by the kind word it ends with and the verb before it."""
        short = len(inner) <= _LONGEST_NAME_WITHOUT_KIND and "，" not in inner
        kind_word = _kind_at_end(inner)
        kind: InitiativeKind = _kind_of(kind_word) if kind_word else "programme"
        starts_something = verb is not None and verb not in lexicon.words("verbs_of_principles")
        strong = kind_word is not None and bool(_kinds()[kind_word]["alone"])
        telling = kind_word is not None and kind_word not in lexicon.words("common_kind_words")
        named = strong and kind_word is not None and self._is_named_here(marked, inner, kind_word)
        if telling and short and (starts_something or named):
            return self._candidate(marked, kind, KIND_IN_NAME)
        if verb is None or inner.endswith(_DESCRIPTIVE_ENDS):
            return None
        if starts_something and _ARTICLES.search(inner):
            return self._candidate(marked, "document", KIND_IN_NAME)
        if starts_something and len(inner) > 2 and _NUMBERED.fullmatch(inner):
            return self._candidate(marked, "model", NUMBERED_NAME)
        if verb in lexicon.words("initiative_strong_verbs") and len(inner) >= _SHORTEST_NAME_BEHIND_VERB:
            return self._candidate(marked, kind, NAME_BEHIND_VERB)
        return None

    def _is_named_here(self, marked: Marked, inner: str, kind_word: str) -> bool:
        """Whether a name in marks needs no verb directly before it.

        A short one with a kind word that is often a figure of speech (把“烦恼清单”变成“幸福清单”) needs a verb of
        initiatives in its clause before it or one of founding behind.
        """
        if len(inner) <= 3:
            return False
        if kind_word not in lexicon.short_list("kinds_in_figures_of_speech"):
            return True
        if len(inner) >= _LONG_NAME or _STARTED.match(self._text, marked.end + 1):
            return True
        return self._verb_in_clause(marked)

    def _verb_in_clause(self, marked: Marked) -> bool:
        """Whether a verb of initiatives stands in the clause before a name in marks."""
        floor = max(0, marked.start - _LONGEST_CLAUSE)
        clause = max(self._text.rfind(mark, floor, marked.start - 1) for mark in "，。；：\n") + 1
        verbs = lexicon.words("initiative_verbs") - lexicon.words("verbs_of_principles")
        return any(word.text in verbs for word in self._words_between(max(clause, floor), marked.start - 1))

    def _is_telling(self, inner: str, verb: str | None) -> bool:
        """Whether a name may stand before a kind word that everything can have (工作, 服务)."""
        numbered = LEADING_NUMBER.match(inner) is not None
        return not inner.startswith("互联网") and (len(inner) > 2 or verb is not None or numbered)

    def _verb_before(self, marked: Marked) -> str | None:
        """Return the verb that stands directly before a name in marks or before the list of names that it goes on."""
        start = marked.start - 1
        for separator in ("", "、", "和", "的"):
            end = start - len(separator)
            if end in self._verbs and self._text[end:start] == separator:
                return self._verbs[end]
        start = max(0, start - _LONGEST_QUANTIFIER) + _before_quantifier(
            self._text[max(0, start - _LONGEST_QUANTIFIER) : start]
        )
        verbs = lexicon.words("initiative_verbs")
        for length in range(5, 1, -1) if self._text[start - 1 : start] in _ends_of_verbs() else ():
            if self._text[start - length : start] in verbs:
                return self._text[start - length : start]
        return None

    def _tail(self, start: int, inner: str) -> tuple[str, int] | None:
        """Return the kind word behind a name in marks and where it ends; all between is part of the name."""
        text = self._text
        dash = text.startswith("——", start)
        first = start + 2 if dash else start
        run = _RUN.match(text, first, first + _LONGEST_TAIL)
        match = _kind_words().search(text, first, run.end() if run else first)
        if match is None or _heads().match(text, first):
            return None
        while (more := _kind_words().match(text, match.end())) is not None:
            match = more
        word, end = match.group(), match.end()
        strong = bool(_kinds()[word]["alone"])
        may_have_of = strong and (text[first] != "的" or _kind_of(word) in ("model", "list"))
        if dash and not strong and word != "活动":
            return None
        if not self._is_part_of_name(first, match.start(), may_have_of=may_have_of) or self._goes_on(end):
            return None
        if inner.endswith(lexicon.short_list("describing_ends")) and not strong:
            return None
        return word, end

    def _is_part_of_name(self, start: int, end: int, *, may_have_of: bool) -> bool:
        stops = lexicon.words("never_in_initiative_names")
        of = 0
        for word in self._words_between(start, end):
            if word.text == "的" and may_have_of and of == 0:
                of += 1
            elif word.text in stops or word.tag[:1] in "pcryd" or word.text in lexicon.words("initiative_verbs"):
                return False
        return True

    def _words_between(self, start: int, end: int) -> list[Word]:
        indices = range(bisect_left(self._starts, start), bisect_left(self._starts, end))
        return [self._words[index] for index in indices]

    def _goes_on(self, end: int) -> bool:
        """Whether a word goes on over an offset, or what follows makes another thing of the name (工作|人员)."""
        index = bisect_right(self._starts, end - 1) - 1
        crosses = index >= 0 and self._words[index].end > end
        return crosses or self._text.startswith(lexicon.short_list("makes_another_thing"), end)

    def _founded_bodies(self, taken: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
        """Yield names without marks of bodies and projects that the text says were founded, wherever they stand."""
        names: dict[str, NameCandidate] = {}
        for start, end, kind, rule in self._names_without_marks():
            if start < end and _is_free(taken, start, end):
                name = self._text[start:end]
                names.setdefault(name, NameCandidate(start, end, name, kind, rule))
        for start, end, name in lexicon.printed_in(self._text, names):
            yield names[name]._replace(start=start, end=end)

    def _names_without_marks(self) -> Iterator[tuple[int, int, InitiativeKind, str]]:
        for match in _founding_verbs().finditer(self._text):
            index = bisect_left(self._starts, match.start())
            if index < len(self._starts) and self._words.texts[index] == match.group():
                yield *self._body_behind(match.end()), FOUNDED_BODY
                yield *self._body_before(index), FOUNDED_BODY
        for match in _PROGRAMMES.finditer(self._text):
            yield *self._placed_programme(match.end()), PLACED_PROGRAMME
        for match in _designations().finditer(self._text):
            index = bisect_left(self._starts, match.end()) - 1
            if self._words[index].end == match.end() and index > 0:
                yield *self._designation(index, match.start()), DESIGNATION

    def _designation(self, index: int, kind_start: int) -> tuple[int, int, InitiativeKind]:
        """Return a team's name with a proper name in it, which begins where the noun phrase begins."""
        end = self._words[index].end
        named_after = self._person_before(kind_start) if self._text[end - 1] == "室" else None
        if named_after is not None:
            return named_after, end, _kind_of(self._text[kind_start:end])
        first = index
        while (
            first > 0
            and (self._words[first - 1].tag[:1] in "njlbatf" or self._words[first - 1].tag == "vn")
            and self._words[first - 1].end == self._words[first].start
            and end - self._words[first - 1].start <= _LONGEST_BODY
            and self._words[first - 1].text not in lexicon.words("never_in_initiative_names")
        ):
            first -= 1
        for inner in range(index - 1, first - 1, -1):
            if self._words[inner].text.endswith(body_ends()) and kind_start - self._words[inner].end > 1:
                first = inner + 1
                break
        words = [word for word in map(self._words.__getitem__, range(first, index + 1)) if word.end <= kind_start]
        generic = lexicon.words("generic_designations")
        proper = any(word.tag.startswith(("nr", "nz", "ns")) for word in words)
        own = any(not larger_units_named(word.text) and word.text not in generic for word in words)
        if not proper or not own or kind_start - self._words[first].start < 2:
            return 0, 0, "other"
        return self._words[first].start, end, _kind_of(self._text[kind_start:end])

    def _placed_programme(self, end: int) -> tuple[int, int, InitiativeKind]:
        """Return a programme's name that begins with a place and is started here, or stands twice in the article."""
        nothing: tuple[int, int, InitiativeKind] = (0, 0, "other")
        last = bisect_left(self._starts, end) - 1
        if self._words[last].end != end or self._text.startswith(lexicon.short_list("after_other_organizations"), end):
            return nothing
        first = last
        while first > 0 and self._is_part_of_programme(self._words[first - 1], self._words[first].start, end):
            first -= 1
        start = self._words[first].start
        two = self._text[start - 1 : start + 1]
        if two[:1] == "中" and two[1:] in lexicon.characters("country_characters"):
            start -= 1
        name = self._text[start:end]
        if end - start < _SHORTEST_PROGRAMME or name[0] in "的等" or not self._begins_with_place(start, end):
            return nothing
        before = max(start - 4, 0)
        begun = self._text.endswith(tuple(lexicon.words("verbs_of_programmes")), before, start)
        started = _STARTED.match(self._text, end) is not None
        return (start, end, "programme") if begun or started or self._text.count(name) > 1 else nothing

    def _is_part_of_programme(self, word: Word, start: int, end: int) -> bool:
        if word.end != start or end - word.start > _LONGEST_BODY or word.tag[:1] not in "njlbvzs":
            return False
        return word.text not in lexicon.words("initiative_verbs") and word.text not in lexicon.words("not_in_names")

    def _begins_with_place(self, start: int, end: int) -> bool:
        """Say whether a name begins with a place, a country or two of them (中老天然气管道工程)."""
        first = self._words_between(start, end)[:1]
        pair = self._text[start] == "中" and self._text[start + 1] in lexicon.characters("country_characters")
        return pair or any(word.tag == "ns" or word.text in lexicon.words("countries") for word in first)

    def _person_before(self, end: int) -> int | None:
        """Return where the name of a person (王小明, 老王, 王大姐) begins that ends at an offset."""
        for length in (2, 3, 4):
            start = end - length
            name = _PERSON.fullmatch(self._text, max(0, start), end)
            if start < 0 or name is None or name[1] not in common_surnames():
                continue
            words = self._words_between(start, end)
            if words and words[0].start == start and (len(words) > 1 or words[0].tag.startswith("nr")):
                return start
        return None

    def _body_behind(self, start: int) -> tuple[int, int, InitiativeKind]:
        if self._text[start : start + 1] in ("了", "起"):
            start += 1
        run = _RUN.match(self._text, start, start + _LONGEST_BODY)
        for match in _kind_words().finditer(self._text, start, run.end() if run else start):
            word = match.group()
            if not _kinds()[word]["body"] or self._goes_on(match.end()):
                continue
            proper = any(w.tag.startswith(("ns", "nr", "nz")) for w in self._words_between(start, match.start()))
            telling = proper or _kind_of(word) == "team" or match.start() - start >= _SHORTEST_DESCRIPTION
            common = not proper and word in ("工程", "项目")
            if telling and not common and self._is_proper_designation(start, match.start()):
                return start, match.end(), _kind_of(word)
            break
        return 0, 0, "other"

    def _body_before(self, verb: int) -> tuple[int, int, InitiativeKind]:
        """Return a body's name before 成立, also with 正式 or a date between them."""
        last = verb - 1
        nearest = self._words[verb].start - _FARTHEST_VERB
        while last >= 0 and self._words[last].tag[:1] in "dtmpuq" and self._words[last].end > nearest:
            last -= 1
        if last < 0 or self._text[self._words[last].end - 1] not in _ends_of_kinds():
            return 0, 0, "other"
        first, end = last, self._words[last].end
        while (
            first > 0
            and end - self._words[first - 1].start <= _LONGEST_BODY
            and self._words[first - 1].tag[:1] not in "pcurdmtqwx"
            and self._words[first - 1].end == self._words[first].start
        ):
            first -= 1
        start = self._words[first].start
        name = self._text[start:end]
        word = _kind_at_end(name)
        if word is None or not _kinds()[word]["body"] or not HAN_NAME.fullmatch(name):
            return 0, 0, "other"
        proper = self._words[first].tag.startswith(("ns", "nr", "nz", "nt", "j"))
        if not proper or not self._is_proper_designation(start, end - len(word)):
            return 0, 0, "other"
        return start, end, _kind_of(word)

    def _is_proper_designation(self, start: int, end: int) -> bool:
        """Whether what stands before a kind word makes it a name: two words or more, or a proper name; no number."""
        words = self._words_between(start, end)
        modifier = self._text[start:end]
        generic = lexicon.words("generic_designations")
        if len(modifier) < 3 or modifier in generic or words[0].tag[:1] in "mq":
            return False
        if len(words) < 2 and not words[0].tag.startswith(("nr", "nz")):
            return False
        if all(word.text in generic for word in words):
            return False
        return self._is_part_of_name(start, end, may_have_of=False)


def _is_title(core: str, group: Sequence[NameCandidate]) -> bool:
    return any(c.rule == DOCUMENT_TITLE or (c.rule == NAMED_AGAIN and core in _kinds()) for c in group)


def _is_free(candidates: Sequence[NameCandidate], start: int, end: int) -> bool:
    """Return whether none of the candidates, which are in order, overlaps a range."""
    index = bisect_left(candidates, end, key=_start) - 1
    return index < 0 or candidates[index].end <= start


def grouped_by_name(found: Iterable[NameCandidate]) -> list[list[NameCandidate]]:
    """Return the candidates by name: same core, or a document's short title that ends a longer one."""
    candidates = sorted(found, key=lambda candidate: (candidate.start, -candidate.end))
    groups: dict[str, list[NameCandidate]] = {}
    taken_until = -1
    for candidate in candidates:
        if candidate.start < taken_until:
            continue
        taken_until = candidate.end
        groups.setdefault(candidate.core, []).append(candidate)
    titles = sorted(core[::-1] for core, group in groups.items() if _is_title(core, group))
    long_title: dict[str, str] = {}
    for short, longer in reversed(list(pairwise(titles))):
        if longer.startswith(short):
            long_title[short] = long_title.get(longer, longer)
            groups[long_title[short][::-1]] += groups.pop(short[::-1])
    return [group for group in groups.values() if any(c.rule != NAMED_AGAIN for c in group)]
