"""Names after a title or a word for a relative."""

from collections.abc import Iterator

from jiceng.extraction.people.after_titles import starts_after_titles
from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.people.names.boundaries import boundary_at
from jiceng.extraction.people.names.chinese import NameEnds
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.rule import rule


@rule("person_office", "people", "a name after a title or a word for a relative (局长张三, 妻子李四)")
def person_office(article: ArticleText) -> Iterator[Proposal]:
    """Propose the Chinese names that follow a title or a word for a relative."""
    name_ends = article.once(NameEnds)
    for start, _ in article.once(starts_after_titles):
        end = name_ends[start]
        if end > start:
            yield Proposal(start, end, _clear_end(article, end) + _adverb(article, start, end))


def _clear_end(article: ArticleText, end: int) -> tuple[str, ...]:
    boundary = boundary_at(article, end)
    if boundary >= WEIGHTS.ends_clearly:
        return ("name_ends_clearly",)
    return ("name_ends_well",) if boundary >= WEIGHTS.ends_well else ()


def _adverb(article: ArticleText, start: int, end: int) -> tuple[str, ...]:
    """Return what speaks against a name whose surname the segmenter takes for an adverb (书记曾到…, 记者向火车站…)."""
    word = article.words.at(start)
    if word.end != start + 1 or word.tag not in ("d", "p", "c"):
        return ()
    if end - start == 2:
        return ("adverb_short",)
    following = article.words.at(start + 1)
    common = len(following.text) > 1 and in_dictionary(following.text)
    common = common and (word.tag != "d" or following.tag[0] == "v") and not following.tag.startswith("nr")
    return ("adverb_before_word",) if common else ()
