"""The full name of a document or meeting that is called by the last word of its name: 《通知》, 通知, 会议."""

import re
from functools import cache

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText

_TITLE = re.compile(r"《[^《》\n]{2,80}》")
_MARKS = "《》"
_LONGEST_SHORT = 4
"""Characters of the last word of a meeting's name."""
_ANY_MEETING = "会议"
"""Calls any meeting, also one whose name ends with another word."""
_TIMES = re.compile(r"(?:[^，。；：\n]{0,12}[日天年月午晚夜]|日前|近日|此前|随后|了|的|本次|这次)+")
"""Before a meeting's name: when it is held."""


def full_name(article: ArticleText, source: Speaker) -> Speaker:
    """Return a source with the full name that the article prints before it, unchanged where it has none."""
    name = None
    if source.kind == "document":
        name = _title_before(article, source)
    elif source.kind == "meeting" and len(source.name) <= _LONGEST_SHORT:
        name = next(
            (n for start, n in article.once(_meetings) if start < source.start and n.endswith(source.name)), None
        )
        if name is None and source.name == "会议":
            name = next((n for start, n in article.once(_meetings) if start < source.start), None)
    return source._replace(name=name) if name is not None else source


def _title_before(article: ArticleText, source: Speaker) -> str | None:
    """Return the last longer title before a document that ends with its name, as the short one is of it.

    One that is called without marks may have a longer name of its kind instead (一号文件, 中央一号文件).
    """
    short = source.name.strip(_MARKS)
    titles = (title for start, title in article.once(_titles) if start < source.start)
    longer = [title for title in titles if title[1:-1].endswith(short) and len(title) - len(_MARKS) > len(short)]
    if longer or source.name != short:
        return longer[-1] if longer else None
    named = (word for word in sorted(words("documents")) if word.endswith(short) and len(word) > len(short))
    return next((word for word in named if article.text.find(word, 0, source.start) >= 0), None)


def _titles(article: ArticleText) -> list[tuple[int, str]]:
    """Return where an article prints titles in 《 》, and the titles."""
    return [(match.start(), match.group()) for match in _TITLE.finditer(article.text)]


def _meetings(article: ArticleText) -> list[tuple[int, str]]:
    """Return where an article says that meetings are held, and their names."""
    found = []
    for match in _held().finditer(article.text):
        group = "after" if match["after"] else "before"
        start, name = match.start(group), match[group]
        times = _TIMES.match(name)
        if times is not None and times.end() < len(name):
            start, name = start + times.end(), name[times.end() :]
        if len(name) > _LONGEST_SHORT:
            found.append((start, name))
    return found


@cache
def _held() -> re.Pattern[str]:
    """Match a meeting that is held: 召开县长办公会议, and 市委十届八次全会在北京召开."""
    meeting = f"[^，。；：“”\\n]{{2,40}}{one_of(words('meetings'))}"
    held = one_of(short_list("verbs_of_holding"))
    return re.compile(
        f"{held}了?(?P<after>{meeting})(?=[，。；、并上（\\n]|和|暨|$)"
        f"|(?<![^，。；：\\n])(?P<before>{meeting})(?:在[^，。；\\n]{{1,12}}?)?{held}"
    )
