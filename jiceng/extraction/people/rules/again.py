"""Names that are printed again."""

from collections.abc import Iterable, Iterator

from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.rule import rule


@rule("person_again", "people", "a name that was found elsewhere in the article")
def person_again(article: ArticleText, printed: Iterable[tuple[int, int]]) -> Iterator[Proposal]:
    """Propose the ranges that print a person's name and that no other rule found, except parts of other words."""
    for start, end in printed:
        if not _inside_word(article, start, end):
            yield Proposal(start, end, ())


def _inside_word(article: ArticleText, start: int, end: int) -> bool:
    """Return whether a name of two characters is only a part of a longer dictionary word."""
    if end - start > 2:
        return False
    word = article.words.at(start)
    if word.text == "任何":
        return False
    return (word.start < start or word.end > end) and not word.tag.startswith("nr") and in_dictionary(word.text)
