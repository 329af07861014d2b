"""Candidates for the source of a quote, and what speaks for and against each, by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jiceng.extraction.quotes.cues import cue_finder
from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.speakers import grammar
from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.extraction.quotes.speakers.mentions.mention import NAMED, SourceMention
from jiceng.extraction.quotes.speakers.ranking.extents import phrase_starts
from jiceng.extraction.quotes.speakers.ranking.passages import FOLLOWING, Passage, Voice
from jiceng.extraction.quotes.speakers.ranking.shape import shape_of
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.speakers.speaker import Speaker

_MOST_OF_PASSAGE = 6
"""Mentions of a passage that are looked at, the nearest to the quote."""
_MOST_NUMBERED = 2
"""Mentions of a passage that are told apart by their place in it."""
_MOST_SPOKE = 4
"""Quotes before one whose speakers are candidates."""
_FAR = 3
"""Paragraphs from which on it makes no difference how many are between two quotes."""
_LONGEST_BEFORE_CUE = 8
"""Characters from a mention to the cue that it is the subject of."""
_LONGEST_SHORT, _LONGEST_ADDED = 3, 8
"""Characters of the words by which rules call a source, and of those that a longer name adds, that are told apart."""
_CLAUSE_MARKS = frozenset("，。；：、")


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody who may have said a quote, or nobody."""

    speaker: Speaker | None
    short: str | None
    """The name by which rules call it: the last word of a longer phrase."""
    features: set[str] = field(default_factory=set)


class _Found(dict[str | None, Candidate]):
    """The candidates for one quote, by name."""

    def add(self, speaker: Speaker | None, short: str | None = None) -> set[str]:
        """Return the features of a candidate, which is new where its name is."""
        name = speaker.name if speaker else None
        if name not in self:
            self[name] = Candidate(speaker, short or name)
        return self[name].features


class Candidates:
    """Finds the candidates for the quotes of an article."""

    def __init__(self, sources: Sources, quotes: Sequence[Decision]) -> None:
        """Take everyone who may speak in an article, and its quotes as rules decided them, in the order of its text."""
        self._sources = sources
        self._article = sources.article
        self._text = sources.article.text
        self._quotes = quotes
        self._voice = Voice(sources.article, quotes)
        self._roles: dict[int, tuple[str, ...]] = {}

    def of(self, index: int, spoke: Sequence[Speaker | None]) -> list[Candidate]:
        """Return the candidates for a quote; `spoke` are the speakers of those before it.

        The first one is whom the rules decided for; the others are in the order in which they are found.
        """
        quote, ruled = self._quotes[index], self._quotes[index].speaker
        found = _Found()
        found.add(ruled)
        for passage in self._voice.around(quote):
            self._of_passage(found, quote.kind, passage)
        nobody = found.add(None)
        shape = shape_of(self._text, self._article.paragraph_range(quote.start), quote)
        nobody |= {f"nobody: {shape}", f"nobody: {quote.rule}", f"nobody: {quote.kind}"}
        self._who_spoke(found, index, spoke, shape)
        short = ruled.name if ruled else None
        by_rules = _by_rules(quote)
        said = self._text[quote.start : quote.end]
        for candidate in found.values():
            if candidate.short == short:
                candidate.features.update(by_rules)
            if candidate.speaker is None:
                continue
            candidate.features.update(self._of_speaker(candidate.speaker, quote.kind, said))
            if ruled is not None and candidate.short != short:
                candidate.features.update(self._beside_ruled(candidate.speaker.name, ruled))
        return list(found.values())

    def _of_passage(self, found: _Found, kind: str, passage: Passage) -> None:
        """Add who is mentioned in a passage, with how."""
        name, start, end, far = passage
        mentions = self._sources.between(start, end)
        mentions = mentions[:_MOST_OF_PASSAGE] if name in FOLLOWING else mentions[: -_MOST_OF_PASSAGE - 1 : -1]
        at = f"{kind} {name}"
        subject = False
        for place, mention in enumerate(mentions):
            features = [f"at: {at}"]
            if not far:
                roles = self._roles_of(mention)
                features += [f"{at}: {mention.kind}", f"{at}: number {min(place, _MOST_NUMBERED)}"]
                features += [f"{at}: {role}" for role in roles]
                features += [f"{at}: {which}" for which in self._which(mention, passage, alone=len(mentions) == 1)]
                if "subject" in roles and not subject:
                    subject = True
                    features.append(f"subject: {at} {mention.kind}")
            short = self._sources.speaker(mention).name
            for speaker, extent in self._meant_by(mention, start):
                found.add(speaker, short).update(features, extent)

    def _meant_by(self, mention: SourceMention, floor: int) -> Iterator[tuple[Speaker, tuple[str, ...]]]:
        """Yield whom a mention may mean, each with what is known of its words."""
        speaker = self._sources.speaker(mention)
        yield speaker, ()
        if mention.kind not in ("group", "kin", "role") or speaker.name in self._sources.known:
            return
        if speaker.end == mention.end and speaker.attribution == "named":
            for start, what in phrase_starts(self._article, mention.start, floor):
                yield speaker._replace(name=self._text[start : mention.end], start=start), what

    def _roles_of(self, mention: SourceMention) -> tuple[str, ...]:
        """Return how a mention is used in its clause."""
        if mention.start not in self._roles:
            self._roles[mention.start] = tuple(self._roles_in_clause(mention))
        return self._roles[mention.start]

    def _roles_in_clause(self, mention: SourceMention) -> Iterator[str]:
        article, text = self._article, self._text
        start, end = article.paragraph_range(mention.start)
        clause = offset_after_last("，：；。！？”", text, start, mention.start)
        opens = mention.kind in NAMED or grammar.opens_clause(article, mention, clause)
        if opens and grammar.is_subject(article, mention, clause):
            yield "subject"
            if grammar.phrase_start(article, mention, clause) == clause:
                yield "opens clause"
        else:
            yield "no subject"
        cue = next(cue_finder().finditer(text, mention.end, min(end, mention.end + _LONGEST_BEFORE_CUE)), None)
        if cue is not None and _CLAUSE_MARKS.isdisjoint(text[mention.end : cue.start()]):
            yield "says" if cue.start() - mention.end <= 1 else "says after words"

    def _which(self, mention: SourceMention, passage: Passage, *, alone: bool) -> Iterator[str]:
        """Yield which of the mentions of a passage one is."""
        if alone:
            yield "alone"
        if offset_after_last("，：；", self._text, passage.start, mention.start) == passage.start:
            yield "first clause"
        if offset_after_last("，；。", self._text, mention.end, passage.end - 1) == mention.end:
            yield "last clause"

    def _who_spoke(self, found: _Found, index: int, spoke: Sequence[Speaker | None], shape: str) -> None:
        """Add who spoke before a quote: last, and before that."""
        paragraph, kind = self._article.paragraph_of, self._quotes[index].kind
        here = paragraph(self._quotes[index].start)
        names: list[str] = []
        for before in range(index - 1, max(-1, index - 1 - _MOST_SPOKE), -1):
            earlier, speaker = self._quotes[before], spoke[before]
            distance = min(here - paragraph(earlier.start), _FAR)
            if speaker is None:
                if before == index - 1:
                    found.add(None).add(f"nobody: spoke last {distance}")
                continue
            if distance == _FAR and names:
                break
            if speaker.name not in names:
                names.append(speaker.name)
                who = "last" if len(names) == 1 else "before last"
                features = found.add(speaker._replace(attribution="continued"))
                features |= {f"spoke: {who} {distance}", f"spoke: {who} {kind}", f"spoke: {who} {shape}"}
                if before == index - 1:
                    features.add(f"spoke: directly before, {distance} {earlier.kind} {kind}")

    def _beside_ruled(self, name: str, ruled: Speaker) -> Iterator[str]:
        """Yield how a name is like the words by which rules call a source that is no person named."""
        if ruled.name in self._sources.known:
            return
        kind = "pronoun" if ruled.attribution == "pronoun" else ruled.kind
        named = name in self._sources.known
        yield f"other: {'named' if named else 'words'} for {kind} {min(len(ruled.name), _LONGEST_SHORT)}"
        if name.endswith(ruled.name):
            yield "other: longer than ruled"
            yield f"other: longer by {min(len(name) - len(ruled.name), _LONGEST_ADDED)}"
        elif ruled.name.endswith(name):
            yield "other: shorter than ruled"
        if named and ruled.name + name in self._text:
            yield "other: ruled describes the name"

    def _of_speaker(self, speaker: Speaker, kind: str, said: str) -> Iterator[str]:
        """Yield what is known of a source whatever its place; `said` is the quote's text."""
        yield f"kind: {kind} {speaker.kind}"
        if speaker.name not in self._sources.known:
            yield f"kind: {kind} not named"
            if speaker.name in said:
                yield "kind: words in the quote"
            return
        yield f"kind: {kind} named"
        yield f"kind: {'with' if speaker.title else 'without'} a title"
        if speaker.name in said:
            yield "kind: named in the quote"
        elif speaker.name[1:] in said:
            yield "kind: given name in the quote"


def _by_rules(quote: Decision) -> tuple[str, ...]:
    """Return the features of whom rules decided for."""
    speaker = quote.speaker
    how = f"{speaker.attribution} {speaker.kind}" if speaker else "nobody"
    return f"ruled: {quote.rule}", f"ruled: {quote.kind} {how}"
