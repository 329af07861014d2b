"""Finds the quotes of an article: what a source says or writes, in quotation marks or reported, and who the source is.

Rules propose and do not know each other. Here is in which order they are asked about a speech or a cue, and what
becomes of their proposals: the first one wins, unless a guard before it refuses the words.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from jiceng.extraction.findings import FoundPerson, FoundQuote
from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.confidence import confidence, features
from jiceng.extraction.quotes.context import Context, Thread
from jiceng.extraction.quotes.cues import Cue, cue_finder, find_cues, lost_end
from jiceng.extraction.quotes.decision import Decision, decide
from jiceng.extraction.quotes.form import SpeechForms
from jiceng.extraction.quotes.guards import is_fragment_after_cue, is_orphan, is_reported, reporter_wonders
from jiceng.extraction.quotes.paragraph import LONGEST_SENTENCE, Paragraph
from jiceng.extraction.quotes.proposals import NOBODY, Proposal, Sign
from jiceng.extraction.quotes.rules import reported
from jiceng.extraction.quotes.rules.alone import direct_alone
from jiceng.extraction.quotes.rules.beside import direct_beside
from jiceng.extraction.quotes.rules.colon import direct_colon
from jiceng.extraction.quotes.rules.continued import direct_chain, direct_continued
from jiceng.extraction.quotes.rules.epigraph import epigraph
from jiceng.extraction.quotes.rules.likely import direct_likely, has_likely_speaker
from jiceng.extraction.quotes.rules.repeated import SaidSentences, direct_repeated
from jiceng.extraction.quotes.rules.transcript import direct_transcript
from jiceng.extraction.quotes.rules.with_cue import direct_after, direct_before, direct_orphan
from jiceng.extraction.quotes.speakers.ranking.rank import rank_speakers
from jiceng.extraction.quotes.speakers.reporter import is_reporter
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.speech import Speech
from jiceng.extraction.quotes.transcripts import Label, labels_of, turns_of
from jiceng.extraction.quotes.undecided.features import MarkedParagraph
from jiceng.extraction.quotes.wording import is_verse, sounds_spoken
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.marks import SPEECH_MARKS, Marked
from jiceng.rule import Rule

SpeechRule = Rule[[Speech, Context], Iterator[Proposal]]
CueRule = Rule[[Cue, Context], Iterator[Proposal]]


class Ask(NamedTuple):
    """A rule's turn: its first proposal wins."""

    rule: SpeechRule
    sign: Sign | None = None
    """The evidence that counts at this turn, None for any."""


class Guard(NamedTuple):
    """A test after which no more rules are asked: words that it refuses are no quote."""

    refuses: Callable[[Speech, Context], bool]


SPEECH_ORDER: tuple[Ask | Guard, ...] = (
    Guard(is_reported),
    Ask(direct_before),
    Ask(direct_colon),
    Ask(direct_chain),
    Ask(direct_after),
    Ask(direct_orphan),
    Guard(is_orphan),
    Ask(direct_continued, Sign.LISTED),
    Guard(is_fragment_after_cue),
    Guard(reporter_wonders),
    Ask(direct_beside),
    Ask(direct_alone, Sign.OPEN_COLON),
    Ask(direct_continued, Sign.SPOKE_LAST),
    Ask(direct_alone, Sign.WORDING),
)
"""Which rules and guards are asked about speech in marks, in this order."""
CUE_ORDER: tuple[CueRule, ...] = reported.RULES
"""Which rules are asked about a cue, once the speech in marks of its paragraph is decided."""

RULES: tuple[Rule[..., Iterator[Proposal]], ...] = (
    *dict.fromkeys(step.rule for step in SPEECH_ORDER if isinstance(step, Ask)),
    *CUE_ORDER,
    direct_likely,
    direct_repeated,
    epigraph,
    direct_transcript,
)

_WITHOUT_CUE = (direct_beside, direct_alone, direct_continued)
"""Rules that need neither cue nor colon: a verse that they attribute to no person is no quote."""
_UNSURE = frozenset({direct_alone.name, direct_continued.name})
"""Rules whose speaker gives way to that of the same words elsewhere."""
_ANNOUNCES = re.compile(
    f"{one_of(short_list('verbs_of_announcing'))}了?[^，。；：“”]{{0,8}}{one_of(short_list('counted_words'))}。$"
)
"""At a paragraph's end: the next ones hold what somebody says (甲在会上讲了三点。)."""
_LONGEST_ANNOUNCEMENT = 20
_OPENS_NEXT = "：—"
"""At a paragraph's end: the next one holds the words of whom it tells."""


Watch = Callable[[Context], None]
"""Is shown each paragraph once the speech in marks of it is decided, before its cues are."""
WatchMarked = Callable[[MarkedParagraph], None]
"""Is shown each paragraph with words in marks once rules have decided its quotes, before the others are weighed."""


def find_quotes(article: ArticleText, people: Sequence[FoundPerson]) -> list[FoundQuote]:
    """Return the quotes of an article in the order of its text; `people` are those found in it."""
    sources, quotes = ruled_quotes(article, people)
    if quotes:
        rank_speakers(sources, quotes)
        quotes = [quote for quote in quotes if quote.rule != direct_likely.name or has_likely_speaker(quote)]
        quotes = _without_reporter(quotes)
    return [_with_confidence(quote, sources) for quote in quotes]


def _without_reporter(quotes: Iterable[Decision]) -> list[Decision]:
    """Return quotes without reported speech of the reporter; speech in marks that seems to be his has no source."""
    kept = []
    for quote in quotes:
        if quote.speaker is None or not is_reporter(quote.speaker.name):
            kept.append(quote)
        elif quote.kind == "direct":
            quote.speaker = None
            kept.append(quote)
    return kept


def ruled_quotes(
    article: ArticleText,
    people: Sequence[FoundPerson],
    watch: Watch = lambda _: None,
    watch_marked: WatchMarked = lambda _: None,
) -> tuple[Sources, list[Decision]]:
    """Return everyone who may speak in an article, and its quotes as rules decide them, before sources are ranked."""
    sources = Sources(article, people)
    offsets = SPEECH_MARKS.offsets(article.text)
    matches = list(cue_finder().finditer(article.text))
    labels = labels_of(article)
    if not offsets and not matches and not labels and "—" not in article.text:
        return sources, []
    answers = _answers(article, sources, labels)
    taken = {article.paragraph_of(quote.start) for quote in answers}
    paragraphs = _QuotesInParagraphs(article, sources, offsets, matches, watch, watch_marked)
    quotes = answers + paragraphs.found(taken)
    quotes += _epigraphs(article, sources, quotes)
    _name_repeated(article.text, quotes)
    quotes.sort(key=lambda quote: (quote.start, quote.end))
    return sources, quotes


def _with_confidence(quote: Decision, sources: Sources) -> FoundQuote:
    evidence = tuple(features(quote, named=quote.speaker is not None and quote.speaker.name in sources.known))
    return quote.found()._replace(evidence=evidence, confidence=confidence(evidence))


class _QuotesInParagraphs:
    """Reads an article's paragraphs in order, with what each leaves to the next."""

    def __init__(
        self,
        article: ArticleText,
        sources: Sources,
        offsets: list[int],
        matches: list[re.Match[str]],
        watch: Watch,
        watch_marked: WatchMarked,
    ) -> None:
        """Take the offsets of the marks of speech in the article's text, and the words that may be cues."""
        self._article = article
        self._text = article.text
        self._sources = sources
        self._forms = SpeechForms(article, sources)
        self._thread = Thread()
        self._watch = watch
        self._watch_marked = watch_marked
        self._offsets = offsets
        self._matches = matches
        self._match_starts = [match.start() for match in matches]

    def found(self, taken: Collection[int]) -> list[Decision]:
        """Return the quotes of all paragraphs except headings and those whose indexes are taken, in their order."""
        quotes: list[Decision] = []
        ranges = zip(self._article.paragraphs, self._article.article.paragraphs, strict=True)
        for index, ((start, end), paragraph) in enumerate(ranges):
            if index in taken:
                self._thread.break_off()
            elif paragraph.role != "heading":
                quotes += self._read(start, end)
        return quotes

    def _read(self, start: int, end: int) -> list[Decision]:
        """Return the quotes of one paragraph: those of rules, then words in marks that are likely speech."""
        opened = self._thread.colon is not None
        marked = self._marked(start, end)
        cues = self._cues(start, end, marked)
        quotes = self._by_rules(start, end, marked, cues, opened=opened)
        if not marked:
            return quotes
        seen = MarkedParagraph(self._article, self._sources, start, end, marked, cues, quotes, opened)
        self._watch_marked(seen)
        likely = (decide(self._text, "direct", direct_likely.name, p) for p in direct_likely.function(seen))
        return quotes + [quote for quote in likely if quote is not None]

    def _by_rules(self, start: int, end: int, marked: list[Marked], cues: list[Cue], *, opened: bool) -> list[Decision]:
        """Return what rules decide of one paragraph; `opened` is whether the one before opened somebody's words."""
        text, thread = self._text, self._thread
        may_be_speech = self._forms.may_be_speech
        speech = [m for k, m in enumerate(marked) if may_be_speech(marked, k, start, end, after_colon=opened)]
        if not (speech or cues or thread.waiting or text[end - 1] in _OPENS_NEXT):
            thread.break_off()
            return []
        paragraph = Paragraph(text, start, end, speech, cues)
        context = Context(self._article, text, self._sources, paragraph, thread)
        waiting = [(speech, q) for speech in paragraph.speech if (q := _decide_speech(speech, context)) is not None]
        self._watch(context)
        _decide_cues(context)
        paragraph.quotes.sort(key=lambda quote: quote.start)
        if not paragraph.is_speech:
            _name_waiting(thread.waiting, context)
            thread.waiting = []
        thread.waiting += waiting
        _remember(context)
        return paragraph.quotes

    def _marked(self, start: int, end: int) -> list[Marked]:
        """Return the words in marks of a paragraph, without those inside others."""
        offsets = self._offsets[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]
        if not offsets:
            return []
        ranges = SPEECH_MARKS.ranges(self._text, offsets, start, end, lost_end)
        return [range_ for range_ in ranges if range_.depth == 0]

    def _cues(self, start: int, end: int, marked: list[Marked]) -> list[Cue]:
        """Return the cues of a paragraph."""
        starts = self._match_starts
        matches = self._matches[bisect_left(starts, start) : bisect_left(starts, end)]
        return list(find_cues(self._text, start, end, matches, marked)) if matches else []


def _decide_speech(speech: Speech, context: Context) -> Decision | None:
    """Ask the rules about a speech and keep what they decide; return its quote where it waits for a source."""
    text, paragraph = context.text, context.paragraph
    rule, proposal = _first_proposal(speech, context)
    if rule is None or proposal is None or proposal.speaker is NOBODY:
        return None
    if speech.turned:
        proposal = proposal._replace(mark_missing=True)
    speaker = proposal.speaker
    is_persons = speaker is not None and speaker.kind == "person"
    if not is_persons and rule in _WITHOUT_CUE and is_verse(text, speech):
        return None
    quote = decide(text, "direct", rule.name, proposal)
    if quote is not None:
        paragraph.quotes.append(quote)
    if speaker is not None:
        context.thread.last = speech.speaker = speaker
        return None
    waits = quote is not None and (paragraph.is_speech or sounds_spoken(text, speech))
    return quote if waits else None


def _first_proposal(speech: Speech, context: Context) -> tuple[SpeechRule, Proposal] | tuple[None, None]:
    """Return the winning proposal about a speech, with its rule; None twice where there is none."""
    for step in SPEECH_ORDER:
        if isinstance(step, Guard):
            if step.refuses(speech, context):
                return None, None
            continue
        for proposal in step.rule.function(speech, context):
            if step.sign is None or proposal.evidence.sign is step.sign:
                return step.rule, proposal
    return None, None


def _decide_cues(context: Context) -> None:
    """Ask the rules about each cue of a paragraph that is not inside what another one reports."""
    paragraph = context.paragraph
    said = paragraph.start
    for cue in paragraph.possible_cues:
        if cue.content < said:
            continue
        said = cue.end
        for rule in CUE_ORDER:
            proposal = next(rule.function(cue, context), None)
            if proposal is not None:
                said = proposal.end
                quote = decide(context.text, "indirect", rule.name, proposal)
                if quote is not None:
                    paragraph.quotes.append(quote)
                break


def _name_waiting(waiting: list[tuple[Speech, Decision]], context: Context) -> None:
    """Give speech that waits the source that this paragraph names, unless several paragraphs of speech wait."""
    if len({context.article.paragraph_of(speech.start) for speech, _ in waiting}) != 1:
        return
    proposal = next(direct_alone.function(waiting[0][0], context), None)
    if proposal is not None:
        for _, quote in waiting:
            quote.rule, quote.speaker = direct_alone.name, proposal.speaker


def _remember(context: Context) -> None:
    """Keep whose words the next paragraph may hold."""
    text, sources, paragraph, thread = context.text, context.sources, context.paragraph, context.thread
    if paragraph.speech and not paragraph.speech[-1].closed:
        thread.colon, thread.unclosed = thread.last, True
        return
    if thread.unclosed:
        thread.colon, thread.unclosed = None, False
    if paragraph.is_speech:
        return
    thread.colon = None
    if _ANNOUNCES.search(text, max(paragraph.start, paragraph.end - _LONGEST_ANNOUNCEMENT), paragraph.end):
        thread.colon = sources.subject(paragraph.sentence_start(paragraph.end - 1), paragraph.end)
    if text[paragraph.end - 1] in _OPENS_NEXT and paragraph.end - paragraph.start < LONGEST_SENTENCE:
        last = paragraph.end - 1
        said = next((q for q in reversed(paragraph.quotes) if q.end >= last - 1 and q.speaker), None)
        if said is not None:
            thread.colon = said.as_last_speaker()
        else:
            thread.colon = sources.subject_of_clause(paragraph.sentence_start(last), last)
    if not paragraph.speech:
        thread.last = None


def _answers(article: ArticleText, sources: Sources, labels: dict[int, Label]) -> list[Decision]:
    """Return what is said in an interview or another transcript, if the article is one."""
    turns = turns_of(article, labels, sources) if labels else []
    proposals = [proposal for turn in turns for proposal in direct_transcript.function(turn)]
    decided = (decide(article.text, "direct", direct_transcript.name, proposal) for proposal in proposals)
    return [quote for quote in decided if quote is not None]


def _epigraphs(article: ArticleText, sources: Sources, quotes: Sequence[Decision]) -> list[Decision]:
    """Return the epigraphs of an article; paragraphs that already have quotes are none."""
    taken = {article.paragraph_of(quote.start) for quote in quotes}
    proposals = [p for p in epigraph.function(article, sources) if article.paragraph_of(p.start) not in taken]
    decided = (decide(article.text, "indirect", epigraph.name, proposal) for proposal in proposals)
    return [quote for quote in decided if quote is not None]


def _name_repeated(text: str, quotes: Sequence[Decision]) -> None:
    """Give speech whose speaker is unsure that of the same words elsewhere."""
    unsure = [quote for quote in quotes if quote.rule in _UNSURE]
    if not unsure:
        return
    sure = (q for q in quotes if q.speaker is not None and q.kind == "direct" and q.rule not in _UNSURE)
    said = SaidSentences(text, sure)
    for quote in unsure:
        proposal = next(direct_repeated.function(quote, said), None)
        if proposal is not None:
            quote.rule, quote.speaker = direct_repeated.name, proposal.speaker
