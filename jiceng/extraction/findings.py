"""What extraction finds in one article, in offsets of the article's text; rows are made from it in records.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jiceng.extraction.text.article_text import ArticleText
from schemas.community import Level, Resolution
from schemas.initiative import InitiativeKind
from schemas.person import RoleClass
from schemas.quote import Attribution, QuoteIssue, QuoteKind, SpeakerKind


class FoundMention(NamedTuple):
    """A place in the article's text that names something, and the rule that says so."""

    start: int
    end: int
    rule: str


class FoundOffice(NamedTuple):
    """A person's title with its organization, as printed."""

    title: str
    organization: str | None
    """As fully as the article gives it (东区瓜子坪街道兰尖社区)."""
    role_class: RoleClass
    public_office: bool
    mention_count: int = 1
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person named in full, with every mention; offices in the order of printing."""

    name: str
    mentions: tuple[FoundMention, ...]
    offices: tuple[FoundOffice, ...] = ()
    organization: str | None = None
    """The fullest that the article gives, also where no title stands (家住山东省…村的某某)."""


class FoundQuote(NamedTuple):
    """Speech that the article reports from a source."""

    start: int
    end: int
    kind: QuoteKind
    rule: str
    attribution: Attribution
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    title: str | None = None
    organization: str | None = None
    role_class: RoleClass | None = None
    cue: str | None = None
    issues: tuple[QuoteIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundCommunity:
    """A place of local government; `path` is its id, ancestors first."""

    path: str
    name: str
    level: Level
    resolution: Resolution
    mentions: tuple[FoundMention, ...] = ()
    parent_path: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    division_code: str | None = None
    county_code: str | None = None
    division_year: int | None = None


@dataclass(frozen=True, slots=True)
class FoundOrganization:
    """An organization and the place it belongs to."""

    organization_id: str
    name: str
    community_id: str | None
    resolution: Resolution
    mentions: tuple[FoundMention, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundInitiative:
    """Something with a name of its own that a body runs."""

    name: str
    kind: InitiativeKind
    mentions: tuple[FoundMention, ...]
    holder: str | None = None
    """As printed."""
    components: tuple[str, ...] = ()
    stated_count: int | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """Everything found in one article."""

    text: ArticleText
    quotes: Sequence[FoundQuote] = ()
    people: Sequence[FoundPerson] = ()
    communities: Sequence[FoundCommunity] = ()
    initiatives: Sequence[FoundInitiative] = ()
