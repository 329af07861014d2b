"""Pages of the gold as the search sees them: their parts, and which article and role the gold gives to each."""

from dataclasses import dataclass

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.training.costs import Sample
from jiceng.evaluation.training.days import day_of
from jiceng.evaluation.training.guided import TITLES, PageTruthOfParts, truths_of
from jiceng.evaluation.training.title_odds import TitlesOfPage, titles_of_page
from jiceng.evaluation.training.units import unit_of, units_by_offset
from jiceng.reading import read_lines
from jiceng.reading.layout.parts import parts_of
from jiceng.reading.paragraphs.line_groups import RepairedPage
from jiceng.reading.paragraphs.repair import repair


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """A page from which layout is learned."""

    day: str
    sample: Sample
    titles: TitlesOfPage


def training_page(page: GoldPage) -> TrainingPage:
    """Return a page of the gold, its lines joined as reading joins them."""
    repaired = repair(read_lines(page.raw.raw_text or "", page.raw.sizes))
    parts = parts_of(repaired)
    truths = group_truths(page, repaired)
    right = {
        index: truths[part.groups[0].first][1] in TITLES
        for index, part in enumerate(parts)
        if part.kind == "title" and part.groups[0].first in truths
    }
    titles = titles_of_page(day_of(page), parts, right)
    return TrainingPage(day_of(page), Sample(parts, PageTruthOfParts(truths_of(parts, truths))), titles)


def group_truths(page: GoldPage, repaired: RepairedPage) -> dict[int, tuple[int, str]]:
    """Return, by the first line of a group, the article and role that most of its characters have in the gold."""
    units = units_by_offset(page)
    found: dict[int, tuple[int, str]] = {}
    for group in repaired.groups:
        unit = unit_of(repaired.lines[group.first : group.end], units)
        if unit is not None:
            article, number = unit
            found[group.first] = article, page.truth.articles[article].units[number].role
    return found
