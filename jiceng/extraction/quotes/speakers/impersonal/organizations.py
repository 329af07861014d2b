"""Organizations before a cue: 四川省民政厅宣布, also where they issue or hold something (…发表声明称)."""

import re

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.organizations.name_boundaries import ends_like_organization, organization_start
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText

_ISSUES = re.compile(
    r"(?:\d{1,2}日)?(?:当天|当日|近日|日前|随后)?"
    rf"(?:{one_of(short_list('verbs_of_issuing'))}[^，。]{{0,12}}?{one_of(short_list('issued'))}"
    rf"|{one_of(short_list('verbs_of_holding'))}[^，。]{{0,6}}?{one_of(short_list('press_conferences'))})$"
)
_TOGETHER_WITH = re.compile("(?:会同|协同|联合)$")
"""Between whoever acts and another organization that takes part."""
_SHORTEST_ISSUER = 2
"""Characters of the name of whoever issues something."""
_SHORTEST = 3
"""Characters of an organization's name."""
_LONGEST_SUFFIX = 5
"""Characters of the end of a name that shows that it is an organization's."""


def issuer(article: ArticleText, start: int, end: int) -> Speaker | None:
    """Return the organization that issues a statement or holds a press conference at the end of a range."""
    issues = _ISSUES.search(article.text, start, end)
    return _organization_before(article, start, issues.start(), _SHORTEST_ISSUER) if issues is not None else None


def organization(article: ArticleText, start: int, end: int) -> Speaker | None:
    """Return the organization whose name the words between two offsets end with."""
    suffixes = words("organization_suffixes")
    if not any(article.text[end - length : end] in suffixes for length in range(1, _LONGEST_SUFFIX + 1)):
        return None
    return _organization_before(article, start, end, _SHORTEST)


def _organization_before(article: ArticleText, start: int, end: int, least: int) -> Speaker | None:
    left = max(start, organization_start(article, end, start))
    if "由" in article.text[max(0, left - 1) : left + 1]:  # 由县政府规定
        return None
    joined = _TOGETHER_WITH.search(article.text, start, left)
    if joined is not None and ends_like_organization(article.text[start : joined.start()]):
        return _organization_before(article, start, joined.start(), least)
    return Speaker.printed(article.text, left, end, "organization") if end - left >= least else None
