"""What is seen of a name that may be an initiative's: its form, the words in it and around it.

Each feature is named `prefix: name`; the weights that were learned for them are in `decision.toml`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import LEADING_NUMBER, PARTS_BY_PLUS, ProposedName
from jiceng.extraction.initiatives.kinds import kind_at_end, kind_of, makes_name_alone
from jiceng.extraction.initiatives.marked_names import LIST_JOINTS, NUMBERED, MarkedName, clause_start
from jiceng.extraction.initiatives.phrases import STARTED, has_verb_in_clause, verb_at_end, words_starting_between
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word

_LENGTHS: Final = (2, 3, 4, 5, 7, 9, 12, 16, 24)
_LENGTHS_OF_TITLES: Final = (3, 5, 8, 12, 18, 80)
"""Characters up to which names and titles are of one class of lengths."""
_DESCRIPTIVE_ENDS = tuple(sorted(lexicon.characters("descriptive_ends")))
_CARRYING_OUT = lexicon.short_list("verbs_of_carrying_out")
_BEFORE = frozenset("，。；：、“”（）的为是以和与有等了将把在")
"""Characters that are told apart where they are directly before a name."""
_FUNCTION_TAGS = "rpcudy"
"""First letters of the parts of speech of pronouns, particles and the like."""
_PROPER_TAGS = ("ns", "nr", "nt")


def evidence_of_name(name: MarkedName) -> Iterator[str]:
    """Yield what is seen of a name in quotation marks."""
    text, inner = name.article.text, name.inner
    yield "marks: “"
    yield f"length: {_length(inner, _LENGTHS)}"
    yield from _before(name.article, name.start - 1)
    yield from _kind(name)
    yield from _verbs(name)
    yield from _form(name)
    yield from _words(words_starting_between(name.article, name.start, name.end))
    if name.start > 1 and text[name.start - 2] in "”、" and "”" in text[max(0, name.start - 3) : name.start - 1]:
        yield "list: is gone on with"


def evidence_of_title(name: MarkedName, proposed: ProposedName) -> Iterator[str]:
    """Yield what is seen of a title in 《 》."""
    inner, text = name.inner, name.article.text
    yield "marks: 《"
    yield f"title length: {_length(inner, _LENGTHS_OF_TITLES)}"
    yield f"title kind: {proposed.kind}"
    yield f"title word: {proposed.kind_word}"
    if inner.startswith("关于"):
        yield "title: about"
    verb = verb_at_end(text, name.start - 1)
    if verb is not None:
        yield "title verb: any"
        yield f"title verb: {verb}"
    clause = text[clause_start(text, name.start - 1) : name.start - 1]
    for citing in _CARRYING_OUT:
        if citing in clause:
            yield f"title clause: {citing}"


def evidence_without_marks(article: ArticleText, proposed: ProposedName, rule: str) -> Iterator[str]:
    """Yield what is seen of a name that a rule finds without marks."""
    yield "marks: none"
    yield f"unmarked: {rule}"
    yield f"unmarked kind: {proposed.kind}"
    if STARTED.match(article.text, proposed.end):
        yield "unmarked: is started"


def evidence_of_lists(names: Sequence[MarkedName]) -> list[list[str]]:
    """Return for each of the names in quotation marks, which are in order, what is seen of the list that it is in.

    A list is closed by a kind word that is of all its names (“甲”“乙”等行动).
    """
    starts = [name.start - 1 for name in names]
    found: list[list[str]] = [[] for _ in names]
    for index in range(len(names) - 1, -1, -1):
        after = _next_in_list(names[index], starts)
        if after is None:
            continue
        closing, of_next = names[after], found[after]
        found[index].append("list: goes on")
        if closing.tail is not None:
            found[index].append(f"list: ends {'strong' if makes_name_alone(closing.tail.word) else 'weak'}")
        elif closing.names_other_thing:
            found[index].append("list: ends other")
        else:
            found[index] += [one for one in of_next if one.startswith("list: ends")]
        if closing.article.text.startswith("等", closing.end_with_kind):
            found[index].append("list: ends 等")
    return found


def _next_in_list(name: MarkedName, starts: Sequence[int]) -> int | None:
    """Return the index of the name that goes on a list after a name; `starts` are where the names' marks open."""
    for joint in LIST_JOINTS:
        start = name.end_with_kind + len(joint)
        index = bisect_left(starts, start)
        if index < len(starts) and starts[index] == start and name.article.text.startswith(joint, name.end_with_kind):
            return index
    return None


def _length(inner: str, classes: Sequence[int]) -> int:
    return classes[min(bisect_left(classes, len(inner)), len(classes) - 1)]


def _before(article: ArticleText, start: int) -> Iterator[str]:
    index = article.words.index_at(start - 1) if start else -1
    if index < 0:
        yield "before: nothing"
        return
    yield f"before: {article.words[index].tag[:1]}"
    if article.text[start - 1] in _BEFORE:
        yield f"before: {article.text[start - 1]}"


def _kind(name: MarkedName) -> Iterator[str]:
    """Yield which kind word follows a name or ends it, or its last character."""
    if name.tail is not None:
        word = name.tail.word
        yield f"kind after: {'strong' if makes_name_alone(word) else 'weak'}"
        yield f"kind after: {kind_of(word)}"
        yield f"word after: {word}"
        yield f"last after: {word[-1]}"
        if name.tail.end - name.after > len(word):
            yield "kind after: described"
        return
    word_at_end = kind_at_end(name.inner)
    if word_at_end is not None:
        yield f"kind at end: {'strong' if makes_name_alone(word_at_end) else 'weak'}"
        yield f"kind at end: {kind_of(word_at_end)}"
        yield f"word at end: {word_at_end}"
    yield f"last: {name.inner[-1]}"
    if name.names_other_thing:
        yield "kind after: of other things"


def _verbs(name: MarkedName) -> Iterator[str]:
    if name.verb is not None:
        yield "verb: any"
        yield f"verb: {name.verb}"
        if name.starts_something:
            yield "verb: starts"
        if name.verb in lexicon.words("initiative_strong_verbs"):
            yield "verb: strong"
    elif has_verb_in_clause(name.article, name.start - 1):
        yield "clause: verb"
    if STARTED.match(name.article.text, name.end_with_kind):
        yield "clause: is started"


def _form(name: MarkedName) -> Iterator[str]:
    inner = name.inner
    if LEADING_NUMBER.match(inner):
        yield "form: leading number"
    if any(map(str.isdigit, inner)):
        yield "form: digits"
    if NUMBERED.fullmatch(inner):
        yield "form: numbered"
    if PARTS_BY_PLUS.fullmatch(inner):
        yield "form: parts"
    for mark in "+、，":
        if mark in inner:
            yield f"form: {mark}"
    if name.is_spoken:
        yield "form: spoken"
    if name.is_demand:
        yield "form: demand"
    if name.is_slogan:
        yield "form: slogan"
    if name.is_concept:
        yield "form: concept"
    if inner.endswith(_DESCRIPTIVE_ENDS):
        yield "form: description"


def _words(words: Sequence[Word]) -> Iterator[str]:
    if not words:
        return
    tags = [word.tag for word in words]
    yield f"words: first {tags[0][:1]}"
    yield f"words: last {tags[-1][:1]}"
    if len(words) == 1:
        yield "words: one"
    if any(tag[:1] == "v" and tag != "vn" for tag in tags):
        yield "words: verb"
    if any(tag[:2] in _PROPER_TAGS for tag in tags):
        yield "words: proper name"
    if any(tag[:1] and tag[:1] in _FUNCTION_TAGS for tag in tags):
        yield "words: function word"
