"""How often strings are printed in an article."""

from jiceng.extraction.text.article_text import ArticleText

_MOST_COUNTED = 50_000_000
"""Characters that are read through to count how often strings are printed in an article."""

_MOST_PRINTINGS = 8
"""Places of a string that are looked at."""


class Counts(dict[str, int]):
    """String → how often it is printed in an article, counted once; 1 once that has cost too much."""

    def __init__(self, article: ArticleText) -> None:
        super().__init__()
        self._text = article.text

    def __missing__(self, string: str) -> int:
        affordable = len(self) * len(self._text) < _MOST_COUNTED
        self[string] = count = self._text.count(string) if affordable else 1
        return count


def count(article: ArticleText, string: str) -> int:
    """Return how often an article prints a string."""
    return article.once(Counts)[string]


class Printings(dict[str, tuple[int, ...]]):
    """String → the first offsets where an article prints it; none once that has cost too much."""

    def __init__(self, article: ArticleText) -> None:
        super().__init__()
        self._text = article.text

    def __missing__(self, string: str) -> tuple[int, ...]:
        found: list[int] = []
        if len(self) * len(self._text) < _MOST_COUNTED:
            start = self._text.find(string)
            while start >= 0 and len(found) < _MOST_PRINTINGS:
                found.append(start)
                start = self._text.find(string, start + len(string))
        self[string] = printings = tuple(found)
        return printings
