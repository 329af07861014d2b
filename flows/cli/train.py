"""`jiceng train`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.faults import DONE, CallFault, as_call_fault, as_data_fault


class Trained(StrEnum):
    """What is learned from gold."""

    reading = "reading"


def train(
    what: Annotated[Trained, typer.Argument(help="What to learn.", show_default=False)],  # noqa: ARG001
    gold: Annotated[
        list[Path],
        typer.Argument(help="Folders with raw/ and pages.jsonl.", metavar="GOLD_DIR...", show_default=False),
    ],
    left_out: Annotated[
        bool, typer.Option("--left-out", help="Only measure: read each fifth of the days by what the others teach.")
    ] = False,
    curve: Annotated[
        bool, typer.Option("--curve", help="Only measure: read a fifth of the days by what more and more pages teach.")
    ] = False,
) -> int:
    """Learn how pages are read from pages whose truth is known, and write the weights into the package.

    Prints what such weights reach on days that they were not learned from. The same pages give the same weights; a
    quarter of an hour on two cores for 800 pages. Exit code 1 if a file of a GOLD_DIR is wrong.
    """
    from flows.console.training import show_figures
    from jiceng.evaluation.gold import NoGold, read_gold
    from jiceng.evaluation.training.left_out import learning_curve, read_left_out
    from jiceng.evaluation.training.reading import train_reading, write_reading
    from jiceng.page import InputFault

    if left_out and curve:
        raise CallFault("--left-out and --curve are two measurements; give one of them")
    sets = {}
    for folder in gold:
        with as_call_fault(NoGold), as_data_fault(InputFault, prefix=f"{folder}: "):
            sets[str(folder)] = read_gold(folder).pages
    if curve:
        show_figures(learning_curve(sets))
        return DONE
    pages = [page for of_set in sets.values() for page in of_set]
    found = read_left_out(sets)
    show_figures(found.scores(sets))
    if left_out:
        return DONE
    write_reading(train_reading(pages), pages, found.breaks)
    print(f"weights learned from {len(pages)} pages are written; the next build reads every page again")
    return DONE
