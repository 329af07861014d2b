"""Where people without a title live: the village, town or organization printed beside their names."""

import re

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.organizations.name_boundaries import (
    ends_like_organization,
    ends_like_small_place,
    organization_start,
    place_chains,
)
from jiceng.extraction.organizations.nearest import fullest_name
from jiceng.extraction.text.article_text import ArticleText

_LIVES_BEFORE = re.compile(one_of(short_list("verbs_of_living")) + "$")
_LONGEST_VERB = 4
"""Characters before a home in which a verb of living is looked for."""
_LIVES_AFTER = re.compile("(?:[，,]?(?:今年)?\\d{1,3}岁，)?(?:家住|家在|住在|来自)")


def home_at(article: ArticleText, start: int, end: int) -> str | None:
    """Return the place or organization that the name at a range belongs to, as fully as the article gives it."""
    home = _home_before(article, start) or _home_after(article, end)
    return fullest_name(article, home) if home else None


def _home_before(article: ArticleText, start: int) -> str | None:
    """Return the village or town before a name (花山村张三), or where somebody lives (家住花山村的张三)."""
    text = article.text
    of = start > 1 and text[start - 1] == "的"
    first = article.once(place_chains).get(start - of)
    if first is not None and ends_like_small_place(text[first : start - of]):
        return text[first : start - of]
    if not of:
        return None
    floor = article.paragraph_range(start)[0]
    left = organization_start(article, start - 1, floor)
    home = text[left : start - 1]
    lives = ends_like_organization(home) and _LIVES_BEFORE.search(text, max(floor, left - _LONGEST_VERB), left)
    return home if lives else None


def _home_after(article: ArticleText, end: int) -> str | None:
    """Return the place in which a sentence says that the person lives whose name it begins with (张三家住花山村)."""
    lives = _LIVES_AFTER.match(article.text, end)
    if lives is None:
        return None
    chains = article.once(place_chains)
    stop = max((stop for stop, first in chains.items() if first == lives.end()), default=None)
    return article.text[lives.end() : stop] if stop else None
