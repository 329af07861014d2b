"""Pages of the gold as the search sees them: their parts, and which article and role the gold gives to each."""

from collections import Counter
from dataclasses import dataclass

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.training.costs import Sample
from jiceng.evaluation.training.days import day_of
from jiceng.evaluation.training.guided import PageTruthOfParts, truths_of
from jiceng.evaluation.training.title_odds import TitlesOfPage, titles_of_page
from jiceng.reading import read_lines
from jiceng.reading.layout.parts import parts_of
from jiceng.reading.paragraphs.line_groups import RepairedPage
from jiceng.reading.paragraphs.repair import repair

_TITLES = ("kicker", "headline", "subheadline")


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """A page from which layout is learned."""

    day: str
    sample: Sample
    titles: TitlesOfPage


def training_page(page: GoldPage) -> TrainingPage:
    """Return a page of the gold, its lines joined as reading joins them."""
    repaired = repair(read_lines(page.raw.raw_text or ""))
    parts = parts_of(repaired)
    truths = group_truths(page, repaired)
    right = {
        index: truths[part.groups[0].first][1] in _TITLES
        for index, part in enumerate(parts)
        if part.kind == "title" and part.groups[0].first in truths
    }
    titles = titles_of_page(day_of(page), parts, right)
    return TrainingPage(day_of(page), Sample(parts, PageTruthOfParts(truths_of(parts, truths))), titles)


def group_truths(page: GoldPage, repaired: RepairedPage) -> dict[int, tuple[int, str]]:
    """Return, by the first line of a group, the article and role that most of its characters have in the gold."""
    places = {offset: run[2:4] for run in page.truth.runs for offset in range(run[0], run[1])}
    found: dict[int, tuple[int, str]] = {}
    for group in repaired.groups:
        lines = repaired.lines[group.first : group.end]
        counts = Counter(places[at] for line in lines for at in range(line.start, line.end) if at in places)
        if counts:
            (article, unit), _ = counts.most_common(1)[0]
            found[group.first] = article, page.truth.articles[article].units[unit].role
    return found
