"""Speaker: the source of reported words, as an article names it."""

from typing import NamedTuple

from schemas.person import RoleClass
from schemas.quote import Attribution, SpeakerKind


class Speaker(NamedTuple):
    """A source of reported words and where it is printed; offsets in the article's text."""

    name: str
    """A person's full name where the article gives one, else the words that are printed (村支书, 不少居民)."""
    kind: SpeakerKind
    start: int
    end: int
    attribution: Attribution
    title: str | None = None
    organization: str | None = None
    role_class: RoleClass | None = None

    @classmethod
    def printed(cls, text: str, start: int, end: int, kind: SpeakerKind = "person") -> "Speaker":
        """Return the source that the words of a text between two offsets name, without a title."""
        return cls(text[start:end], kind, start, end, "named")

    def meant_at(self, start: int, end: int, attribution: Attribution) -> "Speaker":
        """Return the same source as other words between two offsets mean it (他, 该负责人)."""
        return self._replace(start=start, end=end, attribution=attribution)
