"""Trains which words in marks that rules decided nothing about are speech."""

from collections.abc import Sequence
from functools import partial

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case
from jiceng.evaluation.training.extraction.annotated import annotated_articles
from jiceng.evaluation.training.extraction.part import Part
from jiceng.evaluation.training.extraction.quoted import quoted_in
from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.undecided.features import FILE, MarkedParagraph, features, weights

_SAME = 0.5
"""Share of a quote of the gold that is in words in marks which are that quote."""


def marked_cases(pages: Sequence[GoldPage]) -> list[Case]:
    """Return whether the gold has a quote in each of the words in marks that are in no quote of the rules."""
    cases: list[Case] = []

    def see(paragraph: MarkedParagraph, said: Sequence[tuple[int, int]]) -> None:
        for index in paragraph.undecided():
            one = paragraph.marked[index]
            right = any(min(end, one.end) - max(start, one.start) > _SAME * (end - start) for start, end in said)
            cases.append(Case([{}, dict.fromkeys(features(paragraph, index), 1.0)], int(right)))

    for gold, _, article in annotated_articles(pages):
        said = quoted_in(gold, article, "direct")
        ruled_quotes(article, find_people(article), watch_marked=partial(see, said=said))
    return cases


WORDS_IN_MARKS = Part(
    name="words_in_marks",
    about="How much what is seen of words in marks, which no rule made a quote, speaks for them as speech.",
    file=FILE,
    in_use=weights,
    cases=marked_cases,
    l2=0.5,
    fewest=3,
    figures=("quotes_direct", "quotes_direct_with_speaker"),
)
