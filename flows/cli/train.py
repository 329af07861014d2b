"""`jiceng train`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.faults import DONE, CallFault, as_call_fault, as_data_fault

if TYPE_CHECKING:
    from jiceng.evaluation.gold import GoldPage


class Trained(StrEnum):
    """What is learned from gold."""

    reading = "reading"
    extraction = "extraction"


def train(
    what: Annotated[Trained, typer.Argument(help="What to learn.", show_default=False)],
    gold: Annotated[
        list[Path],
        typer.Argument(help="Folders with raw/ and pages.jsonl.", metavar="GOLD_DIR...", show_default=False),
    ],
    left_out: Annotated[
        bool, typer.Option("--left-out", help="Only measure: judge each fifth of the days by what the others teach.")
    ] = False,
    curve: Annotated[
        bool,
        typer.Option("--curve", help="Only measure: read a fifth of the days by what more and more pages teach."),
    ] = False,
) -> int:
    """Learn how pages are read, or what articles say, from pages whose truth is known; write the weights.

    Prints what such weights reach on days (of local news: on outlets) that they were not learned from. The same pages
    give the same weights; reading takes a quarter of an hour on two cores for 800 pages, extraction a few minutes.
    Exit code 1 if a file of a GOLD_DIR is wrong.
    """
    if curve and left_out:
        raise CallFault("--left-out and --curve are two measurements; give one of them")
    if curve and what is Trained.extraction:
        raise CallFault("--curve measures reading; for extraction give --left-out")
    learn = _train_reading if what is Trained.reading else _train_extraction
    return learn(read_sets(gold), left_out=left_out, curve=curve)


def read_sets(folders: list[Path], *, annotated: bool = False) -> "dict[str, tuple[GoldPage, ...]]":
    """Return the pages of gold folders, by folder; with `annotated`, each must have annotated articles.

    Raises CallFault where a folder is none, or lacks them, DataFault where a file of one is wrong.
    """
    from jiceng.evaluation.gold import NoGold, read_gold, require_records
    from jiceng.page import InputFault

    sets = {}
    for folder in folders:
        with as_call_fault(NoGold), as_data_fault(InputFault, prefix=f"{folder}: "):
            gold = read_gold(folder)
            if annotated:
                require_records(folder, gold)
            sets[str(folder)] = gold.pages
    return sets


def _train_reading(sets: "dict[str, tuple[GoldPage, ...]]", *, left_out: bool, curve: bool) -> int:
    from flows.console.output import say
    from flows.console.training import show_reading
    from jiceng.evaluation.training.left_out import learning_curve, read_left_out
    from jiceng.evaluation.training.reading import train_reading, write_reading

    if curve:
        show_reading(learning_curve(sets))
        return DONE
    pages = [page for of_set in sets.values() for page in of_set]
    found = read_left_out(sets)
    show_reading(found.scores(sets))
    if left_out:
        return DONE
    write_reading(train_reading(pages), pages, found.breaks)
    say(f"weights learned from {len(pages)} pages are written; the next build reads every page again")
    return DONE


def _train_extraction(sets: "dict[str, tuple[GoldPage, ...]]", *, left_out: bool, curve: bool) -> int:  # noqa: ARG001
    from flows.console.output import say
    from flows.console.training import show_extraction
    from jiceng.evaluation.training.extraction.train import (
        annotated_pages,
        extract_left_out,
        train_extraction,
        write_extraction,
    )

    pages = annotated_pages(page for of_set in sets.values() for page in of_set)
    if not pages:
        raise CallFault("no article is annotated; extraction is learned from articles with a line in records.jsonl")
    found = extract_left_out(sets)
    show_extraction(found)
    if left_out:
        return DONE
    write_extraction(train_extraction(pages), found)
    articles = sum(len(page.articles) for page in pages)
    say(f"weights learned from {articles} annotated articles are written; the next build reads every page again")
    return DONE
