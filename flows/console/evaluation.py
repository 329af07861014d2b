"""The tables that `jiceng evaluate` prints."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from flows.console.output import output_console
from jiceng.evaluation.rule_precision import HIGH

if TYPE_CHECKING:
    from jiceng.evaluation.ablation import Ablated
    from jiceng.evaluation.evaluate import Calibration, Evaluation, PartScore

_READING, _AS_READ, _GOLD_ARTICLES = "reading", "records, as read", "records, gold's own articles"


def show_evaluation(evaluation: "Evaluation", *, left_out: int) -> None:
    """Print an evaluation on standard output; `left_out` is how many annotated articles are on none of its pages."""
    console = output_console()
    for shown in evaluation_tables(evaluation):
        console.print(shown, soft_wrap=True)
    if left_out:
        console.print(f"annotated articles left out, which are on no page of pages.jsonl: {left_out}", soft_wrap=True)


def evaluation_tables(evaluation: "Evaluation") -> Iterator[RenderableType]:
    """Yield the tables of an evaluation and the sentences between them."""
    yield Text(f"gold {evaluation.gold}", style="bold")
    for part in evaluation.parts:
        yield Text(f"\n{part.name}: {part.pages} pages, {part.annotated} annotated articles")
        yield _score_table(part)
    yield Text("\nrules: records on the gold's own articles, and the 90% interval's lower bound (Wilson)")
    yield _rule_table(evaluation)
    yield Text("\nconfidences of quotes and mentions, measured on other articles than their own")
    yield _calibration_table({"records": evaluation.records, "quotes": evaluation.quotes})
    yield Text(
        f"of quotes_high (confidence ≥ {HIGH}) are right: {_high(evaluation.quotes)} on the gold's own articles, "
        f"{_high(evaluation.quotes_as_read)} as read"
    )
    settings = f", each page in {evaluation.typeset + 1} settings" if evaluation.typeset else ""
    yield Text(f"\nbreaks{settings}")
    yield _break_table(evaluation)
    yield Text("\nconfidences of breaks")
    yield _calibration_table({"given": evaluation.breaks_given})
    yield Text(f"of breaks given {HIGH} or more are right: {_high(evaluation.breaks_given)}")


def _table(*names: str, numbers: tuple[str, ...]) -> Table:
    table = Table(*names)
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _score_table(part: "PartScore") -> Table:
    table = _table("of", "figure", numbers=("share right or F1", "precision", "recall", "gold", "found"))
    figures = part.as_json()
    sections = (
        (_READING, figures["end_to_end"]["pages"]),
        (_AS_READ, figures["end_to_end"]["records"]),
        (_GOLD_ARTICLES, figures["extraction"]["records"]),
    )
    for section, values in sections:
        for name, value in (values or {}).items():
            table.add_row(section, name, *_figure_cells(value))
            section = ""
        table.add_section()
    return table


def show_ablation(ablated: "Iterable[Ablated]") -> None:
    """Print what is lost without each rule and each group of features, the greatest loss first; gains are negative."""
    table = _table("without", "", numbers=("pages", "records_f1"))
    table.add_column("its figures")
    for one in sorted(ablated, key=lambda one: (one.kind, -one.records_f1)):
        figures = ", ".join(f"{name} {loss:.4f}" for name, loss in one.figures.items())
        table.add_row(one.name, one.kind, str(one.pages), f"{one.records_f1:.4f}", figures)
    output_console().print(table, soft_wrap=True)


def _figure_cells(value: Any) -> tuple[str, ...]:
    """Return the cells of a figure: a share, or a rate with its parts."""
    if not isinstance(value, dict):
        return (_share(value),)
    main = _share(value["f1"] if "f1" in value else value["accuracy"])
    counts = (str(value[name]) if name in value else "" for name in ("gold", "predicted"))
    return (main, *(_share(value[name]) if name in value else "" for name in ("precision", "recall")), *counts)


def _rule_table(evaluation: "Evaluation") -> Table:
    table = _table("rule", "makes", numbers=("support", "right", "precision", "low", "confidence"))
    for figures in evaluation.rules:
        row = figures.as_json()
        shares = (_share(row[name]) for name in ("precision", "precision_low", "confidence"))
        table.add_row(row["rule"], row["target"], str(row["support"]), str(row["right"]), *shares)
    return table


def _break_table(evaluation: "Evaluation") -> Table:
    table = _table("verdict", "reason", numbers=("support", "right", "precision", "confidence"))
    for figures in evaluation.breaks:
        row = figures.as_json()
        shares = (_share(row[name]) for name in ("precision", "confidence"))
        table.add_row(row["verdict"], row["reason"], str(row["support"]), str(row["right"]), *shares)
    return table


def _calibration_table(calibrations: "dict[str, Calibration]") -> Table:
    """Return a row a bin of confidences: how many fell into it, their mean, and the share of right ones."""
    columns = [column for name in calibrations for column in (name, "mean", "right")]
    table = _table("confidence", numbers=tuple(columns))
    for bins in zip(*(calibration.bins for calibration in calibrations.values()), strict=True):
        cells = [cell for each in map(_bin_cells, bins) for cell in each]
        table.add_row(f"{bins[0].low:.2f}-{bins[0].high:.2f}", *cells)
    table.add_section()
    errors = [cell for each in calibrations.values() for cell in ("", "", _share(each.error))]
    table.add_row("calibration error", *errors)
    return table


def _bin_cells(each: Any) -> tuple[str, str, str]:
    figures = each.as_json()
    return str(figures["count"]), _share(figures["mean_confidence"]), _share(figures["right"])


def _high(calibration: "Calibration") -> str:
    share = f" ({calibration.high_right / calibration.high:.3f})" if calibration.high else ""
    return f"{calibration.high_right} of {calibration.high}{share}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
