"""What extraction finds in one article; offsets are code points of the article's text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from jiceng.extraction.text.article_text import ArticleText
from schemas.community import Level, Resolution
from schemas.initiative import InitiativeKind
from schemas.person import RoleClass
from schemas.quote import Attribution, QuoteIssue, QuoteKind, SpeakerKind


class FoundMention(NamedTuple):
    """A range of the article's text that names something, and the rule that found it."""

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
    """Organization or home, as fully as the article gives it, also without an office (家住山东省…村的某某)."""


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
    evidence: tuple[str, ...] = ()
    """What speaks for and against it, by name, where it was found by rules."""
    confidence: float = 0.5
    """Probability that its text and its speaker are right."""
    public_office: bool | None = None
    """Whether the speaker's office is a public one; None without an office."""


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
    """The year as of which it was resolved."""
    aliases: tuple[str, ...] = ()
    """What it is called in other years."""


@dataclass(frozen=True, slots=True)
class FoundOrganization:
    """An organization and the place it belongs to."""

    name: str
    """As printed (攀枝花市民政局)."""
    own_name: str
    """Without the place (民政局)."""
    community_id: str | None
    """The place it belongs to, None where nothing says it."""
    resolution: Resolution
    mentions: tuple[FoundMention, ...] = ()

    def organization_id(self, article_id: str) -> str:
        """Return its id: its own name below its place, or below its article where nothing says the place."""
        return f"{self.community_id or article_id}/{self.own_name}"


class ResolvedName(NamedTuple):
    """What the printed name of an organization or place means."""

    community_id: str | None
    """The place that it is, or that the organization belongs to."""
    organization: FoundOrganization | None
    """None where it is a place itself."""


@dataclass(frozen=True, slots=True)
class FoundInitiative:
    """Something with a name of its own that an organization runs."""

    name: str
    kind: InitiativeKind
    mentions: tuple[FoundMention, ...]
    holder: str | None = None
    """As printed."""
    components: tuple[str, ...] = ()
    stated_count: int | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()
    confidence: float = 0.5
    """Probability that its name is an initiative's."""
    holder_uncertain: bool = False
    """Whether another may as well run it, or nobody who is named."""


@dataclass(frozen=True)
class Findings:
    """Everything found in one article."""

    text: ArticleText
    quotes: Sequence[FoundQuote] = ()
    people: Sequence[FoundPerson] = ()
    communities: Sequence[FoundCommunity] = ()
    """Each place once."""
    initiatives: Sequence[FoundInitiative] = ()
    organizations: Sequence[FoundOrganization] = ()
    """Each once, with the mentions under all its names."""
    resolved: Mapping[str, ResolvedName] = field(default_factory=dict)
    """Organization of a person, office, quote or initiative, as printed → what it means."""


_Found = TypeVar("_Found", bound=FoundCommunity | FoundOrganization)


def merged(found: Iterable[_Found], key: Callable[[_Found], object]) -> list[_Found]:
    """Return the first finding of each key, with the mentions of all of that key; one mention per range."""
    by_key: dict[object, _Found] = {}
    for finding in found:
        first = by_key.setdefault(key(finding), finding)
        if first is not finding:
            ranges = {
                (mention.start, mention.end): mention
                for mention in sorted((*first.mentions, *finding.mentions), reverse=True)
            }
            by_key[key(finding)] = replace(first, mentions=tuple(sorted(ranges.values())))
    return list(by_key.values())
