"""Trains whether a title goes on in the line below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case, Weights, fit, probabilities
from jiceng.evaluation.training.days import PARTS, day_of, parts_by_day
from jiceng.evaluation.training.files import write_features
from jiceng.evaluation.training.units import unit_of, units_by_offset
from jiceng.reading import read_lines
from jiceng.reading.paragraphs.meeting import Meeting
from jiceng.reading.paragraphs.repair import repair
from jiceng.reading.paragraphs.rules.title_lines import title_bracket, title_space
from jiceng.reading.paragraphs.title_joins import FILE, features

_L2, _FEWEST = 0.5, 3
"""Penalty on squared weights, and cases that a feature needs."""


@dataclass(frozen=True, slots=True)
class TrainedTitleJoins:
    """Weights of the features of title joins, and how well such weights do on days that they were not trained on."""

    weights: Weights
    line_ends: int
    """Line ends of blocks of titles that no other rule joins."""
    right: int
    """Of these, those decided correctly on days left out."""
    joined: int
    """Of these, those joined on days left out."""
    joined_right: int
    """Of these, those that are inside one title or paragraph."""


def train_title_joins(pages: Sequence[GoldPage]) -> TrainedTitleJoins:
    """Return weights learned from all pages, and how well they do on parts of the days that were left out in turn."""
    cases = [(day_of(page), case) for page in pages for case in title_line_ends(page)]
    parts = parts_by_day(day for day, _ in cases)
    right = joined = joined_right = 0
    for part in range(PARTS):
        weights = fit([case for day, case in cases if parts[day] != part], l2=_L2, fewest=_FEWEST)
        for day, case in cases:
            if parts[day] == part:
                joins = probabilities(weights, case.candidates)[1] > 1 / 2
                right += joins == case.right
                joined += joins
                joined_right += joins and case.right
    weights = fit([case for _, case in cases], l2=_L2, fewest=_FEWEST)
    return TrainedTitleJoins(weights, len(cases), right, joined, joined_right)


def fit_title_joins(pages: Sequence[GoldPage]) -> Weights:
    """Return weights learned from all pages, without measuring them."""
    return fit([case for page in pages for case in title_line_ends(page)], l2=_L2, fewest=_FEWEST)


def title_line_ends(page: GoldPage) -> list[Case]:
    """Return the line ends of a page that the model decides: whether one unit of the gold is on both sides."""
    units = units_by_offset(page)
    cases: list[Case] = []

    def add(meeting: Meeting) -> None:
        if title_space.function(meeting) is None and title_bracket.function(meeting) is None:
            above, below = [unit_of([meeting.lines[at]], units) for at in (meeting.above, meeting.index)]
            if above is not None and below is not None:
                cases.append(Case([{}, dict.fromkeys(features(meeting), 1.0)], int(above == below)))

    repair(read_lines(page.raw.raw_text or "", page.raw.sizes), add)
    return cases


def write_title_joins(trained: TrainedTitleJoins, file: Path = FILE) -> None:
    """Write the weights, sorted by name."""
    comment = [
        "How much each feature of two lines of a block of titles speaks for one title on both of them.",
        f"Learned from {trained.line_ends} line ends of gold. On days that were left out, "
        f"{100 * trained.right / (trained.line_ends or 1):.1f} % of them are right,",
        f"and {100 * trained.joined_right / (trained.joined or 1):.1f} % of those that are joined.",
    ]
    write_features(trained.weights, comment, file)
