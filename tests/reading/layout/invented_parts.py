"""Parts of pages that nobody printed, made by hand or drawn by hypothesis."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from jiceng.reading import read_lines
from jiceng.reading.layout.bigrams import bigrams_of, union
from jiceng.reading.layout.parts import Part, parts_of
from jiceng.reading.paragraphs.line_groups import LineGroup
from jiceng.reading.paragraphs.repair import repair

TEA = ("雾坪茶山采茶忙", "雾坪茶山的茶农上山采茶", "茶山采茶，茶农炒茶")
LIBRARY = ("槐树湾书屋开门", "槐树湾的书屋晚上开门", "书屋的图书，孩子借阅")


def title(text: str, **fields: Any) -> Part:
    """Return a possible title."""
    return Part("title", [], text, texts=[text], **fields)


def body(*texts: str, **fields: Any) -> Part:
    """Return paragraphs that nothing marks as parted."""
    return Part("body", [], texts[0], texts=list(texts), **fields)


def byline() -> Part:
    """Return a byline line."""
    return Part("byline", [], "本报记者 张三", texts=["本报记者 张三"])


def outline(*texts: str) -> Part:
    """Return a list."""
    return Part("list", [], texts=list(texts))


def page_of(*parts: Part) -> list[Part]:
    """Return the parts as those of one page: with groups of lines, one a line, and bigrams."""
    line = 0
    for part in parts:
        part.groups = [LineGroup(number, number + 1, number) for number in range(line, line + len(part.texts))]
        line += len(part.texts)
    telling = [part for part in parts if part.kind != "byline"]
    found = iter(bigrams_of([text for part in telling for text in part.texts]))
    for part in telling:
        part.bigrams_by_group = [next(found) for _ in part.texts]
        part.bigrams = union(part.bigrams_by_group)
    return list(parts)


def printed(raw: str) -> list[Part]:
    """Return the parts of a raw text."""
    return parts_of(repair(read_lines(raw)))


def paragraphs_of(article: dict[str, Any]) -> list[str]:
    """Return the paragraphs of one of our own articles."""
    return [unit["text"] for unit in article["units"] if unit["role"] == "body"]


def kinds_of(parts: Sequence[Part]) -> list[tuple[str, list[str]]]:
    """Return kind and texts of parts."""
    return [(part.kind, part.texts) for part in parts]


_TEXTS = st.sampled_from((*TEA, *LIBRARY, "的", "图书茶农"))
_FLAGS = ("near", "paired", "wrapped", "kicker", "long_kicker", "subheadline", "spaced", "column", "opening", "fills")
_PARTS = st.one_of(
    st.builds(title, _TEXTS, **dict.fromkeys(_FLAGS, st.sampled_from((False, False, False, True)))),
    st.lists(_TEXTS, min_size=1, max_size=3).flatmap(
        lambda texts: st.builds(
            lambda **fields: body(*texts, **fields),
            **dict.fromkeys(("dateline", "goes_on", "may_go_on", "open", "signed"), st.booleans()),
        )
    ),
    st.builds(byline),
    st.builds(lambda text: outline(text, text), _TEXTS),
)


def pages(max_size: int) -> st.SearchStrategy[list[Part]]:
    """Return a strategy of pages of any parts, of some length at most."""
    return st.lists(_PARTS, max_size=max_size).map(lambda parts: page_of(*parts))
