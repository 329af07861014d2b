"""SourceMention: words of an article that mean somebody who may speak."""

from typing import Final, Literal, NamedTuple

MentionKind = Literal["name", "pronoun", "short", "kin", "group", "role"]
"""How a mention calls a source: 张三, 他, 老张 or 王书记, 母亲, 不少居民, 村支书."""

NAMED: Final = ("name", "short")
"""The kinds that call a person by name."""
PERSONAL: Final = ("name", "short", "pronoun")
"""The kinds that mean one person who is known to the reader."""


class SourceMention(NamedTuple):
    """A mention of somebody who may speak; offsets in the article's text."""

    start: int
    end: int
    kind: MentionKind
    name: str
    """The full name of a person for the kind `name`, else the words themselves."""
