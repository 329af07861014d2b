"""Trains which strings of an article are names of people, by what is seen of each over the whole article."""

from collections.abc import Iterator, Sequence

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case
from jiceng.evaluation.training.extraction.annotated import annotated_articles
from jiceng.evaluation.training.extraction.part import Part
from jiceng.extraction.people.credits import Credits
from jiceng.extraction.people.find import candidates
from jiceng.extraction.people.weights import FILE, feature_weights


def name_cases(pages: Sequence[GoldPage]) -> Iterator[Case]:
    """Yield each string that may be a name; it is one where the article's people have it. Its makers are left out."""
    for _, records, article in annotated_articles(pages):
        people = {person.name for person in records.people}
        credited = Credits(article)
        for name, candidate in candidates(article).items():
            if name not in article.byline_names and not all(start in credited for start in candidate.rules):
                yield Case([{}, candidate.features], int(name in people))


PEOPLE = Part(
    name="people",
    about="What is seen of a string speaks for it as the name of a person by so much, a logarithm of odds.",
    file=FILE,
    in_use=feature_weights,
    cases=name_cases,
    l2=0.2,
    fewest=2,
    figures=("people",),
)
