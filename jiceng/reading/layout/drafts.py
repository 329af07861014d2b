"""Articles in the making: what a reading of the page has given to an article so far."""

from collections.abc import Sequence

from jiceng.reading.layout.parts import Part

KEPT_PARTS = 60
"""Last parts of an article's body that a draft remembers: only in them may a title below find its own body."""

TITLES, BODY, TITLES_BELOW, LEAD, CLOSED, LIST = range(6)
"""Stages of an article: its titles, its body, titles below it, a lead below those, its end; or it is a list."""


class Draft:
    """An article that is current in a reading, or interrupted. Never changed once a reading holds it."""

    __slots__ = (
        "bigram_count", "body", "body_bigrams", "bylined", "close_cost", "estimate", "first", "headed",
        "heading_length", "known_key", "number", "open", "paired", "stage", "title_bigrams", "titles", "unrepeated",
    )  # fmt: skip

    def __init__(self, number: int, first: int, stage: int) -> None:
        self.number = number
        """Index of the part by which it was found."""
        self.first = first
        """Index of its first part."""
        self.stage = stage
        self.titles: tuple[int, ...] = ()
        """Indices of the parts that are its titles."""
        self.title_bigrams = 0
        """A bit set: those bigrams of its titles that other texts of the page have too."""
        self.unrepeated = 0
        """How many bigrams of its titles no other text of the page has."""
        self.body: tuple[int, ...] = ()
        """Indices of the last parts of its body."""
        self.body_bigrams = 0
        """A bit set: those bigrams of its body that other texts of the page have too."""
        self.bylined = False
        self.headed = False
        """Whether it begins with a section heading."""
        self.open = False
        """Whether its last paragraph breaks off."""
        self.paired: bool | None = None
        """Whether its section headings come in pairs; None before it has one."""
        self.heading_length = 0
        """Characters of its last section heading that is not the second of a pair; 0 before it has one."""
        self.close_cost: float | None = None
        """What it costs to end it as it is, once that was asked."""
        self.estimate: float | None = None
        """What it is expected to cost at its end, once that was asked."""
        self.bigram_count: int | None = None
        """Bigrams of its parts, once they were counted."""
        self.known_key: tuple[object, ...] | None = None

    def copy(self, stage: int) -> "Draft":
        """Return a copy at a stage, in which nothing is known yet of costs, estimate, size and key."""
        other = Draft.__new__(Draft)
        other.number = self.number
        other.first = self.first
        other.stage = stage
        other.titles = self.titles
        other.title_bigrams = self.title_bigrams
        other.unrepeated = self.unrepeated
        other.body = self.body
        other.body_bigrams = self.body_bigrams
        other.bylined = self.bylined
        other.headed = self.headed
        other.open = self.open
        other.paired = self.paired
        other.heading_length = self.heading_length
        other.close_cost = None
        other.estimate = None
        other.bigram_count = None
        other.known_key = None
        return other

    def with_byline(self, stage: int) -> "Draft":
        """Return the article with a byline line added, at a stage."""
        other = self.copy(stage)
        other.bylined = True
        return other

    def with_body(self, index: int, part: Part, stage: int) -> "Draft":
        """Return the article with a part added to its body, at a stage; a title is a section heading there."""
        other = self.copy(stage)
        other.body = (*self.body, index) if len(self.body) < KEPT_PARTS else (*self.body[1:], index)
        if part.kind == "title":
            other.open = False
            if not part.near and not part.opening:
                if self.body:
                    other.paired = part.paired
                other.heading_length = len(part.text)
        else:
            other.open = part.open and part.kind == "body"
        other.body_bigrams = self.body_bigrams | part.bigrams.shared
        return other

    def with_title(self, index: int, parts: Sequence[Part], stage: int) -> "Draft":
        """Return the article with a title added, at a stage."""
        other = self.copy(stage)
        other.titles = (*self.titles, index)
        new = parts[index].bigrams
        other.title_bigrams = self.title_bigrams | new.shared
        other.unrepeated = self.unrepeated + new.own
        return other

    @property
    def similarity(self) -> float:
        """The share of its titles' bigrams that its body repeats."""
        repeated = (self.title_bigrams & self.body_bigrams).bit_count()
        return repeated / (self.title_bigrams.bit_count() + self.unrepeated or 1)

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for articles so alike that of two readings at them only the cheaper one is kept."""
        if self.known_key is None:
            self.known_key = (self.stage, self.first, self.titles[:1], self.bylined)
        return self.known_key
