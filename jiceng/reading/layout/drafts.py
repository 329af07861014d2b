"""Articles in the making: what a reading of the page has given to an article so far."""

from collections.abc import Sequence

from jiceng.reading.layout.parts import Part

KEPT_PARTS = 60
"""Last parts of an article's body in which its title may be found to belong to another."""

PRE, BODY, POST, LEAD, CLOSED, LIST = range(6)
"""What an article is at: its titles, its body, titles below it, a lead below those, its end; or it is a list."""


class Draft:
    """An article that a reading has open, or has put aside. Never changed once a reading holds it."""

    __slots__ = (
        "alone", "body", "bylined", "closing", "first", "headed", "known_key", "length", "number", "open",
        "paired", "promise", "said", "size", "stage", "titles", "wanted",
    )  # fmt: skip

    def __init__(self, number: int, first: int, stage: int) -> None:
        self.number = number
        self.first = first
        """Index of its first part."""
        self.stage = stage
        self.titles: tuple[int, ...] = ()
        self.wanted = 0
        """Words of its titles that its body may repeat, as bits."""
        self.alone = 0
        """How many words of its titles nothing on the page repeats."""
        self.said = 0
        """Words of its body, as bits."""
        self.body: tuple[int, ...] = ()
        self.bylined = False
        self.headed = False
        """Whether it begins with a section heading."""
        self.open = False
        """Whether its last paragraph breaks off."""
        self.paired: bool | None = None
        """Whether its section headings stand in pairs; None before it has one."""
        self.length = 0
        """Characters of its last section heading that is no second of a pair, 0 before it has one."""
        self.closing: float | None = None
        """What it costs to end it as it stands, None before that was asked."""
        self.promise: float | None = None
        """What of that can be told before its end."""
        self.size: int | None = None
        """Words of its parts, None before they were counted."""
        self.known_key: tuple[object, ...] | None = None

    def at(self, stage: int) -> "Draft":
        """Return the article at another stage."""
        other = Draft.__new__(Draft)
        other.number = self.number
        other.first = self.first
        other.stage = stage
        other.titles = self.titles
        other.wanted = self.wanted
        other.alone = self.alone
        other.said = self.said
        other.body = self.body
        other.bylined = self.bylined
        other.headed = self.headed
        other.open = self.open
        other.paired = self.paired
        other.length = self.length
        other.closing = None
        other.promise = None
        other.size = None
        other.known_key = None
        return other

    def with_byline(self, stage: int) -> "Draft":
        """Return the article with a byline line."""
        other = self.at(stage)
        other.bylined = True
        return other

    def grown(self, index: int, part: Part, stage: int) -> "Draft":
        """Return the article with another part of its body."""
        other = self.at(stage)
        other.body = (*self.body, index) if len(self.body) < KEPT_PARTS else (*self.body[1:], index)
        if part.kind == "title":
            other.open = False
            if not part.near and not part.opening:
                if self.body:
                    other.paired = part.paired
                other.length = len(part.text)
        else:
            other.open = part.open and part.kind == "body"
        other.said = self.said | part.vocabulary.shared
        return other

    def entitled(self, index: int, parts: Sequence[Part], stage: int) -> "Draft":
        """Return the article with another title."""
        other = self.at(stage)
        other.titles = (*self.titles, index)
        new = parts[index].vocabulary
        other.wanted = self.wanted | new.shared
        other.alone = self.alone + new.own
        return other

    @property
    def similarity(self) -> float:
        """Which share of its titles' words its body repeats."""
        return (self.wanted & self.said).bit_count() / (self.wanted.bit_count() + self.alone or 1)

    @property
    def key(self) -> tuple[object, ...]:
        """What two articles have in common that a reading may be at, of which the dearer one is given up."""
        if self.known_key is None:
            self.known_key = (self.stage, self.first, self.titles[:1], self.bylined)
        return self.known_key
