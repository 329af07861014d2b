"""Names in marks with what is printed around them: the verb before, the kind word after."""

import re
from functools import cache
from typing import Final, NamedTuple

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import MARKS, ProposedName
from jiceng.extraction.initiatives.kinds import kind_of, kind_words, makes_name_alone
from jiceng.extraction.initiatives.phrases import RUN, goes_on, is_part_of_name, verb_at_end
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.marks import Marked
from schemas.initiative import InitiativeKind

_POLICY_VERBS = tuple(lexicon.words("policy_verbs"))
_LONGEST_TAIL = 16
"""Characters after the marks that are searched for a name's kind word."""
_LONGEST_GAP = 7
"""Characters after a kind word that are searched for another of the same name."""
_ENDS_NAME = re.compile("[等即]")
"""After a kind word: the name has ended (“1+1”坐班制|等制度)."""
_LONGEST_QUANTIFIER = 8
"""Characters before the marks that are searched for a quantifier."""
_QUANTIFIER = re.compile(
    r"[了起好]?(?:全[国省市县区镇村])?(?:[首第]?[一二两三四五六七八九十百0-9多几数首]+[个家支处座批套项条张所间场期])?$"
)
_QUANTIFIER_ENDS = frozenset("了起好国省市县区镇村个家支处座批套项条张所间场期\n")
"""Characters with which what `_QUANTIFIER` matches can end, also before a line feed."""
_NO_NAME = re.compile(r"[。！？；：\n…!?]")
NUMBERED: Final = re.compile(r"(?:[0-9]{2,}|[一二两三四五六七八九十双][^0-9]).{1,8}")
"""A name that begins with a number."""
_SPOKEN = re.compile(r"[我你他她们吗呢吧啊了着]")
"""Characters of speech, which no name has."""
LIST_JOINTS: Final = ("", "、", "和", "的", "以及", "与")
"""What joins the names of a list that one verb is before."""
_LONGEST_CLAUSE = 40
"""Characters before a name that are searched for the start of its clause."""
_CLAUSE_MARKS = "，；：。\n"
_DASH = "——"


class KindTail(NamedTuple):
    """The kind word after a name in marks."""

    word: str
    end: int
    """Where it ends in the article's text."""


class MarkedName(NamedTuple):
    """A range in marks that may be a name; offsets in the article's text."""

    article: ArticleText
    start: int
    """After the opening mark."""
    end: int
    """Before the closing mark."""
    inner: str
    """What is between the marks."""
    verb: str | None = None
    """The verb of initiatives before it or before the list of names that it goes on."""
    tail: KindTail | None = None
    """The kind word after it that belongs to its name."""

    @property
    def after(self) -> int:
        """The offset after the closing mark."""
        return self.end + 1

    @property
    def is_slogan(self) -> bool:
        """Whether it is a slogan of the whole country."""
        return self.inner in lexicon.words("national_slogans")

    @property
    def is_concept(self) -> bool:
        """Whether it begins with a concept that everybody joins with something (“互联网+”)."""
        return self.inner.startswith(lexicon.short_list("starts_of_concepts"))

    @property
    def names_nothing(self) -> bool:
        """Whether it is a figure of speech, or lists the parts of the name in the marks after it."""
        lists_parts = "、" in self.inner and self.article.text.startswith("的“", self.after)
        return self.inner in lexicon.words("figures_of_speech") or lists_parts

    @property
    def is_spoken(self) -> bool:
        """Whether it has characters of speech."""
        return _SPOKEN.search(self.inner) is not None

    @property
    def is_demand(self) -> bool:
        """Whether it is a demand or a policy (“健全长效机制”)."""
        return self.inner.startswith(_POLICY_VERBS)

    @property
    def names_other_thing(self) -> bool:
        """Whether what follows makes something else than an initiative of it: an award, a product."""
        return _names_other_thing(self.article.text, self.after)

    @property
    def end_with_kind(self) -> int:
        """The offset after its kind word, or after its closing mark where none follows."""
        return self.after if self.tail is None else self.tail.end

    @property
    def starts_something(self) -> bool:
        """Whether the verb before it starts something, not only holds to it (坚持“两个大局”)."""
        return self.verb is not None and self.verb not in lexicon.words("verbs_of_principles")

    def proposed(self, kind: InitiativeKind, kind_word: str | None = None) -> ProposedName:
        """Return the name with its marks and the kind word after them."""
        core = MARKS.sub("", self.inner)
        return ProposedName(self.start - 1, self.end_with_kind, core, kind, kind_word)


def clause_start(text: str, end: int) -> int:
    """Return where the clause starts that goes on at an offset, not farther than _LONGEST_CLAUSE from it."""
    floor = max(0, end - _LONGEST_CLAUSE)
    return max(floor, max(text.rfind(mark, floor, end) for mark in _CLAUSE_MARKS) + 1)


def has_length_of_name(inner: str) -> bool:
    """Return whether what is between quotation marks has the length of a name and no marks of sentences."""
    return WEIGHTS.shortest_name <= len(inner) <= WEIGHTS.longest_name and not _NO_NAME.search(inner)


def has_length_of_title(inner: str) -> bool:
    """Return whether what is in 《 》 has the length of a document's title and no marks of sentences."""
    return WEIGHTS.shortest_title <= len(inner) <= WEIGHTS.longest_title and not _NO_NAME.search(inner)


def name_in_title_marks(article: ArticleText, marked: Marked) -> MarkedName:
    """Return a title in 《 》."""
    return MarkedName(article, marked.start, marked.end, article.text[marked.start : marked.end])


def name_in_quotation_marks(article: ArticleText, marked: Marked, verbs: dict[int, str]) -> MarkedName:
    """Return a name in quotation marks with what is around it.

    `verbs` maps the end of a name to the verb before it, which holds for the next name of a list too; the name's own is
    added.
    """
    inner = article.text[marked.start : marked.end]
    verb = _verb_before(article.text, marked.start - 1, verbs)
    if verb is not None:
        verbs[marked.end + 1] = verb
    return MarkedName(article, marked.start, marked.end, inner, verb, _kind_tail(article, marked.end + 1, inner))


def _verb_before(text: str, start: int, verbs: dict[int, str]) -> str | None:
    """Return the verb directly before an opening mark or before the list of names that it goes on."""
    for joint in LIST_JOINTS:
        end = start - len(joint)
        if end in verbs and text[end:start] == joint:
            return verbs[end]
    floor = max(0, start - _LONGEST_QUANTIFIER)
    return verb_at_end(text, floor + _before_quantifier(text[floor:start]))


def _before_quantifier(before: str) -> int:
    """Return where a quantifier starts that ends a text (建成了全市首个), the length of the text where none does."""
    if before[-1:] not in _QUANTIFIER_ENDS:
        return len(before)
    match = _QUANTIFIER.search(before)
    return match.start() if match else len(before)


def _kind_tail(article: ArticleText, start: int, inner: str) -> KindTail | None:
    """Return the kind word after a name in marks that end at an offset; all between them is part of the name."""
    text = article.text
    dash = text.startswith(_DASH, start)
    first = start + len(_DASH) if dash else start
    match = _kind_word_in_run(text, first, _LONGEST_TAIL)
    if match is None or _names_other_thing(text, first):
        return None
    while (more := _next_kind_word(article, match.end())) is not None:
        match = more
    word, end = match.group(), match.end()
    strong = makes_name_alone(word)
    may_have_of = strong and (text[first] != "的" or kind_of(word) in ("model", "list"))
    if dash and not strong and word not in lexicon.short_list("kinds_after_dashes"):
        return None
    if not is_part_of_name(article, first, match.start(), may_have_of=may_have_of) or goes_on(article, end):
        return None
    if inner.endswith(lexicon.short_list("describing_ends")) and not strong:
        return None
    return KindTail(word, end)


def _next_kind_word(article: ArticleText, start: int) -> re.Match[str] | None:
    """Return the kind word that ends a name which goes on after one (服务|提升行动), directly or after a few words."""
    match = _kind_word_in_run(article.text, start, _LONGEST_GAP)
    if match is None or _ENDS_NAME.search(article.text, start, match.start()):
        return None
    return match if is_part_of_name(article, start, match.start(), may_have_of=False) else None


def _kind_word_in_run(text: str, start: int, longest: int) -> re.Match[str] | None:
    """Return the first kind word in the characters of names at an offset, in so many of them at most."""
    run = RUN.match(text, start, start + longest)
    return kind_words().search(text, start, run.end() if run else start)


def _names_other_thing(text: str, offset: int) -> bool:
    """Return whether a word follows that makes something else than an initiative of a name: an award, a product."""
    return _no_initiatives().match(text, offset) is not None


@cache
def _no_initiatives() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("no_initiative_heads")))
