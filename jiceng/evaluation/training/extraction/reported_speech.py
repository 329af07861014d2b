"""Trains which cues open reported speech, and where it ends, on the indirect quotes of annotated articles."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from jiceng.evaluation.gold import GoldArticle, GoldPage
from jiceng.evaluation.log_linear import Case
from jiceng.evaluation.training.extraction.annotated import annotated_articles
from jiceng.evaluation.training.extraction.part import Part
from jiceng.evaluation.training.extraction.quoted import quoted_in
from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.reported import ends, openings
from jiceng.extraction.quotes.reported.reported_speech import Opening, opening, sentences_after
from jiceng.extraction.text.article_text import ArticleText

_MOST_OFF = 2
"""Characters between where a cue's words start and where those of the gold do, if they are the same words."""


class Reported(NamedTuple):
    """Where words without marks are reported; offsets in the article's text."""

    start: int
    end: int


class See(Protocol):
    """Is shown each paragraph, with the indirect quotes of its article."""

    def __call__(self, context: Context, reported: Sequence[Reported]) -> None:
        """Learn from a paragraph."""


def opening_cases(pages: Sequence[GoldPage]) -> list[Case]:
    """Return whether each cue opens reported speech, except cues inside reported speech."""
    cases: list[Case] = []

    def see(context: Context, reported: Sequence[Reported]) -> None:
        for opened in _openings(context):
            content = opened.cue.content
            told = any(abs(one.start - content) <= _MOST_OFF for one in reported)
            if told or not any(one.start < content < one.end for one in reported):
                cases.append(_yes_or_no(opened.features, told))

    _read(pages, see)
    return cases


def end_cases(pages: Sequence[GoldPage]) -> list[Case]:
    """Return whether reported speech goes on in each sentence after its first."""
    cases: list[Case] = []

    def see(context: Context, reported: Sequence[Reported]) -> None:
        cases.extend(_sentences_gone_on_with(context, reported))

    _read(pages, see)
    return cases


def _openings(context: Context) -> Iterator[Opening]:
    for cue in context.paragraph.possible_cues:
        opened = opening(cue, context)
        if opened is not None and opened.source is not None:
            yield opened


def _sentences_gone_on_with(context: Context, reported: Sequence[Reported]) -> Iterator[Case]:
    """Yield whether each sentence after the first goes on with what a cue reports, up to the one that does not."""
    found = [
        (opened, one)
        for one in reported
        if (opened := next((o for o in _openings(context) if abs(o.cue.content - one.start) <= _MOST_OFF), None))
    ]
    for number, (opened, told) in enumerate(found):
        limit = opened.limit
        if number + 1 < len(found):
            limit = min(limit, context.paragraph.sentence_start(found[number + 1][0].cue.start))
        for sentence in sentences_after(opened, limit, context)[1]:
            goes_on = told.end > sentence.start + _MOST_OFF
            yield _yes_or_no(sentence.features, goes_on)
            if not goes_on:
                break


def _yes_or_no(features: Sequence[str], right: bool) -> Case:
    return Case([{}, dict.fromkeys(features, 1.0)], int(right))


def _read(pages: Sequence[GoldPage], see: See) -> None:
    """Read the annotated articles and show each paragraph, with the indirect quotes of its article, in order."""
    for gold, _, article in annotated_articles(pages):
        reported = reported_in(gold, article)
        ruled_quotes(article, find_people(article), partial(see, reported=reported))


def reported_in(gold: GoldArticle, article: ArticleText) -> list[Reported]:
    """Return the indirect quotes of an annotated article, in the order of its text."""
    return [Reported(start, end) for start, end in quoted_in(gold, article, "indirect")]


OPENINGS = Part(
    name="openings",
    about="How much each feature of a cue speaks for reported speech after it.",
    file=openings.FILE,
    in_use=openings.weights,
    cases=opening_cases,
    l2=0.5,
    fewest=3,
    figures=("quotes_indirect", "quotes_indirect_with_speaker"),
)
ENDS = Part(
    name="ends",
    about="How much each feature of a sentence speaks for reported speech that goes on in it.",
    file=ends.FILE,
    in_use=ends.weights,
    cases=end_cases,
    l2=1.0,
    fewest=3,
    figures=("quotes_indirect", "quotes_indirect_with_speaker"),
)
