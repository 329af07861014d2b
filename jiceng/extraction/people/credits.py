"""Where an article credits its makers, who are not people of it."""

import re
from bisect import bisect_right

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.text.article_text import ArticleText

_REPORTERS = one_of(short_list("reporters"))
_CREDIT = re.compile(
    "|".join(
        (
            rf"（[^（）\n]{{0,200}}?{one_of(short_list('credit_words_in_brackets'))}[^（）\n]{{0,400}}(?:\n[^（）\n]{{0,80}})?）",
            f"(?:{one_of(short_list('reporters_agencies'))})?(?:{one_of(short_list('reporters_ranks'))})?"
            rf"{_REPORTERS}[^\n。，；：（）“”]{{2,40}}?{one_of(short_list('credited_work'))}",
            rf"(?:^|\n)[^\n]{{0,12}}{one_of(words('credit_words'))}[ ]*[：:／/][^\n]{{0,40}}",
            r"(?:^|\n)[^\n]{0,30}摄(?:\n|$)",
            r"电\s*（[^（）\n]{2,40}）",
            rf"（[^（）\n]{{2,60}}{one_of(short_list('closing_work'))}）",
            r"(?:^|\n)（[^（）\n]{2,30}）(?=\n|$)",
        )
    )
)
_CREDIT_START = re.compile(
    "|".join(
        ["（", "\n", "电"]
        + [
            re.escape(word)
            for name in ("reporters_agencies", "reporters_ranks", "reporters")
            for word in short_list(name)
        ]
    )
)
"""What _CREDIT begins with inside a text."""


class Credits:
    """The ranges of an article's text that credit its makers."""

    def __init__(self, article: ArticleText) -> None:
        """Take an article; its text is searched only where a credit can begin, which saves time."""
        text = article.text
        self._starts: list[int] = []
        self._ends: list[int] = []
        end = 0
        for start in (0, *(match.start() for match in _CREDIT_START.finditer(text, 1))):
            match = _CREDIT.match(text, start) if start >= end else None
            if match is not None:
                self._starts.append(match.start())
                self._ends.append(match.end())
                end = max(match.end(), start + 1)

    def __contains__(self, offset: int) -> bool:
        """Return whether an offset is inside a credit."""
        before = bisect_right(self._starts, offset) - 1
        return before >= 0 and offset < self._ends[before]
