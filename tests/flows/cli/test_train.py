"""`jiceng train`: measures on days left out, writes the weights, and says in one line what is wrong."""

from pathlib import Path
from typing import Any

import pytest

from flows.cli.app import run
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE
from jiceng.evaluation.reading_score import ReadingScore
from jiceng.evaluation.training import left_out, reading
from jiceng.evaluation.training.extraction import train
from tests.evaluation.conftest import make_gold_folder


@pytest.fixture
def gold(workspace: Path) -> Path:
    return make_gold_folder(workspace / "gold")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Replace what takes minutes or writes into the package; returns what is written."""
    found: list[Any] = []

    def read(sets: Any) -> left_out.LeftOut:
        return left_out.LeftOut({name: {page.page_id: [] for page in pages} for name, pages in sets.items()}, [], 0)

    monkeypatch.setattr(left_out, "read_left_out", read)
    monkeypatch.setattr(left_out, "learning_curve", lambda sets: [(name, 30, ReadingScore()) for name in sets])
    monkeypatch.setattr(reading, "train_reading", len)
    monkeypatch.setattr(
        reading, "write_reading", lambda model, pages, breaks: found.append((model, len(pages), breaks))
    )
    return found


def test_weights_are_measured_on_days_left_out_and_written(
    gold: Path, written: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["train", "reading", str(gold)]) == DONE
    printed = capsys.readouterr().out
    assert "headline" in printed
    assert "0.0000" in printed
    assert "weights learned from 1 pages are written" in printed
    assert written == [(1, 1, [])]


@pytest.mark.parametrize("option", ["--left-out", "--curve"])
def test_a_measurement_writes_nothing(
    gold: Path, written: list[Any], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["train", "reading", str(gold), option]) == DONE
    assert "gold" in capsys.readouterr().out
    assert written == []


def test_what_is_wrong_is_said_in_one_line(gold: Path, written: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["train", "reading", str(gold), "--left-out", "--curve"]) == CALL_AT_FAULT
    assert run(["train", "extraction", str(gold), "--curve"]) == CALL_AT_FAULT
    assert run(["train", "reading", str(gold / "raw")]) == CALL_AT_FAULT
    (gold / "pages.jsonl").write_text("{}\n", encoding="utf-8")
    assert run(["train", "reading", str(gold)]) == DATA_AT_FAULT
    assert all(line.startswith("jiceng: ") for line in capsys.readouterr().err.splitlines())
    assert written == []


def test_extraction_is_learned_from_annotated_articles(
    gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written: list[Any] = []
    monkeypatch.setattr(train, "write_extraction", lambda model, left_out: written.append((model, left_out)))
    assert run(["train", "extraction", str(gold), "--left-out"]) == DONE
    assert "communities" in capsys.readouterr().out
    assert written == []
    assert run(["train", "extraction", str(gold)]) == DONE
    assert "annotated articles are written" in capsys.readouterr().out
    assert len(written) == 1
    (gold / "records.jsonl").write_text("", encoding="utf-8")
    assert run(["train", "extraction", str(gold)]) == CALL_AT_FAULT
    assert "no article is annotated" in capsys.readouterr().err
