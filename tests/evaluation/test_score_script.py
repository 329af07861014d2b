"""Scores agree with the gold's own script where it is there."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.runs.steps import build_dataset
from flows.settings import Settings
from jiceng.evaluation.found import Found, read_end_to_end
from jiceng.evaluation.gold import Gold
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.reading_score import score_reading
from jiceng.evaluation.records_score import match_articles, score_records
from tests.evaluation.conftest import BESIDE


@pytest.fixture(scope="module")
def found(gold: Gold) -> Found:
    return read_end_to_end(gold.pages)


def figures_of(gold: Gold, found: Found) -> dict[str, Any]:
    misses = Misses()
    pages = score_reading(gold.pages, found, misses).as_json()
    records = score_records(match_articles(gold.pages, found), found, misses).as_json()
    return {"pages": pages, "records": records}


def score_script_figures(folder: Path, gold_folder: Path) -> dict[str, Any]:
    """Return what the gold's own script says of a dataset built from the gold's pages."""
    if not (BESIDE / "score.py").exists():
        pytest.skip("there is no score.py beside the project")
    outcome = build_dataset(Settings(raw=gold_folder / "raw", output=folder / "output", workers=1))
    assert outcome.published
    report = folder / "score.json"
    script, output = BESIDE / "score.py", folder / "output" / "current"
    command = [sys.executable, str(script), str(output), str(gold_folder), "--json", str(report)]
    subprocess.run(command, check=True, capture_output=True)
    figures: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return figures


def require_agreement(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    shared = {(group, name) for group in ours for name in ours[group].keys() & theirs[group].keys()}
    assert len(shared) > 25
    assert {key: ours[key[0]][key[1]] for key in shared} == {key: theirs[key[0]][key[1]] for key in shared}


def test_agrees_with_the_golds_own_script(gold_folder: Path, gold: Gold, found: Found, tmp_path: Path) -> None:
    require_agreement(figures_of(gold, found), score_script_figures(tmp_path, gold_folder))


@pytest.mark.slow
def test_agrees_with_the_golds_own_script_on_many_pages(large_gold: Gold, tmp_path: Path) -> None:
    theirs = score_script_figures(tmp_path, BESIDE / "dev")
    require_agreement(figures_of(large_gold, read_end_to_end(large_gold.pages)), theirs)
