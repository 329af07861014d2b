"""Forms of address and ages beside names (张三同志, 李四（54岁）)."""

import re
from functools import cache

from jiceng.extraction.lexicon import one_of, words
from jiceng.extraction.text.article_text import ArticleText

_GROWN_UP = re.compile("[村镇乡县市区]长大")
"""After a place's name: who grew up there, not its head (在花山村长大)."""


@cache
def _address_or_age() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words('honorifics'))}|[（(，]?(?:今年)?[男女]?，?\d{{1,3}}岁")


def grew_up(text: str, end: int) -> bool:
    """Return whether somebody grows up at the place whose name ends one character after an offset."""
    return _GROWN_UP.match(text, end) is not None


def is_addressed(article: ArticleText, end: int) -> bool:
    """Return whether a form of address or an age follows a name that ends at an offset; 副 belongs to what follows."""
    if article.text[end - 1 : end] == "副":
        return False
    return _address_or_age().match(article.text, end) is not None and not grew_up(article.text, end)
