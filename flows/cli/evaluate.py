"""`jiceng evaluate`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.faults import DONE, CallFault, as_call_fault, as_data_fault

if TYPE_CHECKING:
    from jiceng.evaluation.evaluate import Evaluation


_Gold = Annotated[
    Path,
    typer.Argument(help="Folder with raw/, pages.jsonl and records.jsonl.", metavar="GOLD_DIR", show_default=False),
]
_Json = Annotated[Path | None, typer.Option(help="Write all figures into this file, too.")]
_Misses = Annotated[Path | None, typer.Option(help="Write each miss into this file, a JSON object per line.")]
_Split = Annotated[bool, typer.Option("--split", help="Measure on two thirds of the pages, judge on the other third.")]
_Typeset = Annotated[
    int, typer.Option(help="Measure line breaks on so many fresh settings of each page, too.", min=0, max=99)
]
_Write = Annotated[
    bool, typer.Option("--write", help="Rewrite what confidences of records are made from (jiceng/rules.csv).")
]
_Record = Annotated[str | None, typer.Option(help="Put the score under this name among those that releases carry.")]
_Ablate = Annotated[
    bool,
    typer.Option(
        "--ablate", help="Only measure what is lost without each rule of extraction and each group of features."
    ),
]
_LearnFrom = Annotated[
    list[Path] | None,
    typer.Option(help="With --ablate: a folder that teaches, too; may be given again.", metavar="GOLD_DIR"),
]


def evaluate(
    gold: _Gold,
    json: _Json = None,
    misses: _Misses = None,
    split: _Split = False,
    typeset: _Typeset = 0,
    write: _Write = False,
    record: _Record = None,
    ablate: _Ablate = False,
    learn_from: _LearnFrom = None,
) -> int:
    """Measure jiceng on pages whose truth is known.

    Prints the score, each rule's precision, and whether confidences mean what they say: each article is judged by what
    was measured on the others. --ablate extracts each fifth of the annotated articles, left out by day or outlet, by
    what the others teach, about 200 times: an hour for 250 articles. Exit code 1 if a file of GOLD_DIR is wrong.
    """
    from flows.console.evaluation import show_evaluation
    from jiceng.evaluation.evaluate import evaluate as evaluate_gold
    from jiceng.evaluation.gold import NoGold, read_gold, require_records
    from jiceng.evaluation.misses import Misses
    from jiceng.page import InputFault

    if ablate:
        return _ablate(gold, learn_from or [], json)
    if learn_from:
        raise CallFault("--learn-from says what teaches with --ablate; leave it out, or give both")
    if write and split:
        raise CallFault("--write measures on the whole gold folder; leave out --split")
    noted = Misses()
    with as_call_fault(NoGold), as_data_fault(InputFault, prefix=f"{gold}: "):
        read = read_gold(gold)
        if write:
            require_records(gold, read)
        evaluation = evaluate_gold(read, noted, split=split, typeset=typeset)
    show_evaluation(evaluation, left_out=read.left_out)
    if json is not None:
        _write_json(json, evaluation.as_json())
    if misses is not None:
        noted.write(misses)
    if record is not None:
        _record(record, evaluation)
    if write:
        _write(evaluation)
    return DONE


def _ablate(gold: Path, learn_from: list[Path], json: Path | None) -> int:
    """Print what is lost without each rule and each group of features; write it into `json`, too."""
    from flows.cli.train import read_sets
    from flows.console.evaluation import show_ablation
    from flows.logs import tell
    from jiceng.evaluation.ablation import ablate

    sets = read_sets([gold, *learn_from], annotated=True)
    ablated = ablate(str(gold), sets, tell)
    show_ablation(ablated)
    if json is not None:
        _write_json(json, {one.name: one.as_json() for one in ablated})
    return DONE


def _write_json(path: Path, figures: "dict[str, Any]") -> None:
    import json

    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _record(name: str, evaluation: "Evaluation") -> None:
    """Put the score among those that releases carry."""
    from jiceng.dataset.shards import rules_version
    from jiceng.release.documents.quality import record_score

    record_score(name, evaluation.gold, rules_version(), evaluation.parts[0].as_json())


def _write(evaluation: "Evaluation") -> None:
    """Rewrite the measurements that confidences are made from, and print what the next build does with them."""
    from flows.console.output import say

    evaluation.write()
    say("measurements of rules are written; the next build joins them and reads no page again")
