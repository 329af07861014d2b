"""The tables that `jiceng train` prints."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.table import Table

from flows.console.output import output_console
from jiceng.evaluation.reading_score import ReadingScore

if TYPE_CHECKING:
    from jiceng.evaluation.training.extraction.train import LeftOut

_READING = (
    ("headline", "headline"),
    ("kicker", "kicker"),
    ("subheadline", "subheadline"),
    ("byline", "byline"),
    ("text", "article_text_exact"),
    ("B³", "article_clusters_b3"),
    ("breaks", "paragraph_breaks"),
    ("joins", "line_joins"),
)
"""Heading of a column, and the figure's name in the score."""


_EXTRACTION = (
    ("direct", "quotes_direct_with_speaker"),
    ("indirect", "quotes_indirect_with_speaker"),
    ("speakers", "speaker_of_matched_quotes"),
    ("offices", "speaker_title_and_organization"),
    ("people", "people"),
    ("communities", "communities"),
    ("parents", "community_parent"),
    ("initiatives", "initiatives"),
    ("holders", "initiative_holder"),
    ("parts", "initiative_components"),
)


def show_reading(scores: Iterable[tuple[str, int, ReadingScore]]) -> None:
    """Print a line for each score: what was read, by what how many pages taught, and the figures."""
    table = Table("read", "learned from")
    for heading, _ in _READING:
        table.add_column(heading, justify="right")
    for name, pages, score in scores:
        table.add_row(name, f"{pages} pages", *_cells(score.as_json(), _READING))
    output_console().print(table, soft_wrap=True)


def show_extraction(left_out: "LeftOut") -> None:
    """Print a line for each gold folder: how many articles were left out in turn, and the figures of what was found."""
    from jiceng.evaluation.rule_precision import HIGH
    from jiceng.evaluation.training.extraction.confidence import train_confidence

    table = Table("left out", "articles")
    for heading, _ in _EXTRACTION:
        table.add_column(heading, justify="right")
    table.add_column("mean", justify="right")
    for name, articles, score in left_out.scores():
        figures = score.as_json()
        table.add_row(name, str(articles), *_cells(figures, _EXTRACTION), f"{figures['records_f1']:.4f}")
    console = output_console()
    console.print(table, soft_wrap=True)
    sure = train_confidence(left_out.quotes)
    console.print(
        f"of {sure.quotes} quotes, {sure.right} are right; given {HIGH} or more: {sure.high_right} of {sure.high}; "
        f"calibration error {sure.error:.4f}",
        soft_wrap=True,
    )


def _cells(figures: dict[str, Any], columns: tuple[tuple[str, str], ...]) -> list[str]:
    return [_shown(figures[figure]) for _, figure in columns]


def _shown(figure: dict[str, Any]) -> str:
    """Return the F1 or the share of right ones."""
    return f"{figure['f1' if 'f1' in figure else 'accuracy']:.4f}"
