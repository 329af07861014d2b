"""Decision: a proposal that was accepted, which later paragraphs may give another speaker."""

from dataclasses import dataclass

from jiceng.extraction.findings import FoundQuote
from jiceng.extraction.lexicon import short_list
from jiceng.extraction.people.role_classes import classify_office
from jiceng.extraction.quotes.proposals import Proposal
from jiceng.extraction.quotes.speakers.speaker import Speaker
from schemas.quote import QuoteIssue, QuoteKind, has_outer_marks


@dataclass(slots=True, eq=False)
class Decision:
    """A quote of the article; offsets in its text, without outer marks and white space."""

    start: int
    end: int
    kind: QuoteKind
    rule: str
    speaker: Speaker | None
    cue: str | None
    mark_missing: bool
    text_confidence: float = 1.0
    """The probability that its text is what somebody said, neither much more nor much less."""
    likelihood: float = 1.0
    """Probability of its speaker among those whom it may have."""

    def as_last_speaker(self) -> Speaker:
        """Return its speaker as that of the words that go on here; raises ValueError where it has none."""
        if self.speaker is None:
            raise ValueError("a quote without a speaker")
        return self.speaker._replace(start=self.start, end=self.end, attribution="continued")

    def found(self) -> FoundQuote:
        """Return it as a finding."""
        issues: tuple[QuoteIssue, ...] = ("mark_missing",) if self.mark_missing else ()
        if self.speaker is None:
            return FoundQuote(self.start, self.end, self.kind, self.rule, "none", cue=self.cue, issues=issues)
        name, source, _, _, attribution, title, organization, role = self.speaker
        return FoundQuote(
            self.start,
            self.end,
            self.kind,
            self.rule,
            attribution,
            name,
            source,
            title,
            organization,
            role,
            self.cue,
            issues,
            public_office=classify_office(title, organization)[1] if title else None,
        )


def decide(text: str, kind: QuoteKind, rule: str, proposal: Proposal) -> Decision | None:
    """Return a rule's proposal as a decision, None where nothing is left of its words without marks and space."""
    start, end, speaker, _, cue, mark_missing, text_confidence = proposal
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while kind == "direct" and has_outer_marks(text[start:end]):
        start, end = start + 1, end - 1
    if start >= end:
        return None
    if speaker is not None and speaker.name in short_list("reporters"):
        speaker = None
    return Decision(start, end, kind, rule, speaker, cue, mark_missing, text_confidence)
