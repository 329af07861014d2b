"""Subjects: the noun phrases with which clauses begin, which may be who acts in them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiceng.extraction import lexicon
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word

_FARTHEST_CLAUSE = 200
"""Characters before an offset that are searched for clauses."""
_CLAUSE_MARKS = frozenset("，。；：、\n")
_SENTENCE_MARKS = frozenset("。；\n")
_BEFORE_SUBJECT_TAGS = "tdcxm"
"""First letters of the parts of speech of times, adverbs, conjunctions, marks and numbers."""
_MOST_BEFORE_SUBJECT = 8
"""Words before a subject in its clause."""
_ADVERBS = frozenset(lexicon.short_list("adverbs_like_nouns"))
_BEFORE_SUBJECT = _ADVERBS.union(lexicon.short_list("words_before_subjects"))
_AFTER_SUBJECT_TAGS = "pcurxmd"
"""First letters of the parts of speech that end a subject: prepositions, conjunctions, particles, numbers, adverbs."""
_LONGEST_SUBJECT = 20
_IS = ("是", "这是")
"""After what is only told of, not of who acts."""
_ENDS_OF_ORGANIZATIONS = lexicon.characters("ends_of_organizations_like_verbs")
"""Words that the segmenter takes for verbs, but end organizations' names (招生就业|处)."""


class Subject(NamedTuple):
    """A subject; offsets in the article's text."""

    start: int
    end: int
    clauses: int
    """How many clauses are between it and the offset before which it was looked for."""
    opens_sentence: bool
    """Whether its clause is the first of a sentence."""


def subjects_before(article: ArticleText, offset: int) -> Iterator[Subject]:
    """Yield the subjects of the clauses of a paragraph before an offset, the nearest first."""
    paragraph_start, _ = article.paragraph_range(offset)
    floor = max(paragraph_start, offset - _FARTHEST_CLAUSE)
    text = article.text
    starts = [at for at in range(floor + 1, offset + 1) if text[at - 1] in _CLAUSE_MARKS]
    if floor == paragraph_start:
        starts.insert(0, floor)
    nearest = offset
    for clauses, start in enumerate(reversed(starts)):
        found = _subject_at(article, start, offset)
        if found and found[0].start < nearest:
            nearest = found[0].start
            opens = start == paragraph_start or text[start - 1] in _SENTENCE_MARKS
            yield Subject(found[0].start, found[-1].end, clauses, opens)


def _subject_at(article: ArticleText, start: int, limit: int) -> Sequence[Word]:
    """Return the words of the subject of the clause that starts at an offset, none where it has none before `limit`."""
    words = article.words
    index = words.index_at(start)
    if index >= 0 and words[index].end <= start:
        index += 1
    index = max(index, 0)
    for _ in range(_MOST_BEFORE_SUBJECT):
        if index == len(words.starts) or words[index].end > limit:
            return ()
        word = words[index]
        if word.tag[:1] not in _BEFORE_SUBJECT_TAGS and word.text not in _BEFORE_SUBJECT:
            break
        index += 1
    found: list[Word] = []
    while index < len(words.starts) and words[index].end <= limit:
        word = words[index]
        if word.text in _verbs() or (word.tag and word.tag[0] in _AFTER_SUBJECT_TAGS):
            break
        if found and word.end - found[0].start > _LONGEST_SUBJECT:
            break
        found.append(word)
        index += 1
    while found and _belongs_to_predicate(found[-1]):
        found.pop()
    if not found or found[0].tag == "v" or any(word.text in _IS for word in found):
        return ()
    return found if found[-1].end - found[0].start > 1 else ()


def _verbs() -> frozenset[str]:
    return lexicon.words("initiative_verbs")


def _belongs_to_predicate(word: Word) -> bool:
    """Return whether a word after a subject is an adverb, a number or a verb (全面|深化)."""
    if word.tag[:1] in ("d", "a", "m") or word.text in lexicon.words("policy_verbs") or word.text in _ADVERBS:
        return True
    return word.tag[:1] == "v" and word.tag != "vn" and word.text not in _ENDS_OF_ORGANIZATIONS
