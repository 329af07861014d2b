"""Trains who said a quote: which of the candidates that an article gives is the source that the gold names."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace

from jiceng.evaluation.gold import GoldArticle, GoldPage, QuoteTruth
from jiceng.evaluation.log_linear import Case
from jiceng.evaluation.records_score import MIN_OVERLAP, match_quotes
from jiceng.evaluation.training.extraction.annotated import annotated_articles
from jiceng.evaluation.training.extraction.part import Part
from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.speakers.ranking.candidates import Candidates
from jiceng.extraction.quotes.speakers.ranking.rank import FILE, feature_weights
from jiceng.extraction.quotes.speakers.speaker import Speaker


def speaker_cases(pages: Sequence[GoldPage]) -> Iterator[Case]:
    """Yield the quotes of pages that are the gold's, with the candidates for their source, one of which is right."""
    for gold, _, article in annotated_articles(pages):
        sources, quotes = ruled_quotes(article, find_people(article))
        truths = _truths(gold, quotes)
        finder = Candidates(sources, quotes)
        spoke: list[Speaker | None] = []
        for index, quote in enumerate(quotes):
            candidates = finder.of(index, spoke)
            truth = truths.get(id(quote))
            speaker = quote.speaker
            if truth is not None:
                names = [candidate.speaker.name if candidate.speaker else None for candidate in candidates]
                if truth.speaker in names:
                    right = names.index(truth.speaker)
                    speaker = candidates[right].speaker
                    yield Case([dict.fromkeys(sorted(candidate.features), 1.0) for candidate in candidates], right)
            spoke.append(speaker)


def _truths(gold: GoldArticle, quotes: Sequence[Decision]) -> dict[int, QuoteTruth]:
    """Return the gold's quote for each quote that has one, by its identity."""
    found = {}
    assert gold.records is not None
    for kind, least in MIN_OVERLAP.items():
        own = [quote for quote in quotes if quote.kind == kind]
        rows = [
            SimpleNamespace(raw_spans=gold.article.text[quote.start : quote.end].spans(), quote=quote) for quote in own
        ]
        truths = [truth for truth in gold.records.quotes if truth.kind == kind]
        for matched in match_quotes(truths, rows, gold, least):
            if matched.truth is not None:
                found[id(matched.quote.quote)] = matched.truth
    return found


SPEAKERS = Part(
    name="speakers",
    about="How much what is known of a candidate for the source of a quote speaks for it.",
    file=FILE,
    in_use=feature_weights,
    cases=speaker_cases,
    l2=1.0,
    fewest=5,
    figures=("speaker_of_matched_quotes", "quotes_direct_with_speaker", "quotes_indirect_with_speaker"),
)
