"""The pages on which articles are continued, and from which they are (下转第四版, 上接第一版)."""

import re
import unicodedata
from collections.abc import Sequence

_PAGE = "第? ?([A-ZＡ-Ｚ]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}) ?版(?![块面本权])"
_BARE_PAGE = "([A-ZＡ-Ｚ][0-9０-９]{1,3}|[0-9０-９]{1,3})(?=[）)]|$)"
_CONTINUES = re.compile(f"(?:(?<!启)下 ?转|(?:(?<=[（(▶►■→])|^)文?转) ?(?:{_PAGE}|{_BARE_PAGE})")
_CONTINUED = re.compile(f"(?:(?<!承)[上紧] ?接|(?:(?<=[（(▶►■→])|^)文?接) ?(?:{_PAGE}|{_BARE_PAGE})")
_JUMP = re.compile(
    "[（(▶►■→]? ?(?:[上下紧] ?[接转]|文?[接转]) ?"
    "第? ?[A-ZＡ-Ｚ0-9０-９一二三四五六七八九十]{1,4} ?版[^，。]{0,10}[）)]?"
)
_PAGE_REFERENCE = 30
"""Characters at either end of a text in which another page is named."""


def is_jump(line: str) -> bool:
    """Return whether all that a line says is the page on which an article is continued, or from which it is."""
    return _JUMP.fullmatch(line) is not None


def other_pages(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the page on which an article is continued and the one it is continued from, None where none is named.

    The labels are as printed, without 第 and 版 (4, A4, 四), letters and digits at half width. A page is looked for at
    the end of each text, respectively at the beginning.
    """
    continues = continued = None
    for text in texts:
        if "转" in text and (match := _CONTINUES.search(text[-_PAGE_REFERENCE:])) is not None:
            continues = match[1] or match[2]
        if "接" in text and (match := _CONTINUED.search(text[:_PAGE_REFERENCE])) is not None:
            continued = match[1] or match[2]
    return _narrow(continues), _narrow(continued)


def _narrow(label: str | None) -> str | None:
    return unicodedata.normalize("NFKC", label) if label else None
