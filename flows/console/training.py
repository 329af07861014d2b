"""The table that `jiceng train` prints."""

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from flows.console.output import output_console
from jiceng.evaluation.reading_score import ReadingScore

_FIGURES = (
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


def show_figures(scores: Iterable[tuple[str, int, ReadingScore]]) -> None:
    """Print a line for each score: what was read, by what how many pages taught, and the figures."""
    table = Table("read", "learned from")
    for heading, _ in _FIGURES:
        table.add_column(heading, justify="right")
    for name, pages, score in scores:
        figures = score.as_json()
        table.add_row(name, f"{pages} pages", *[_shown(figures[figure]) for _, figure in _FIGURES])
    output_console().print(table, soft_wrap=True)


def _shown(figure: dict[str, Any]) -> str:
    """Return the F1 or the share of right ones."""
    return f"{figure['f1' if 'f1' in figure else 'accuracy']:.4f}"
