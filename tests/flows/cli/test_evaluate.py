"""`jiceng evaluate`: tables, files, and one line for what is wrong."""

import json
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE
from jiceng import rules
from jiceng.evaluation import ablation
from jiceng.evaluation.ablation import Ablated
from tests.evaluation.conftest import make_gold_folder


@pytest.fixture
def gold(workspace: Path) -> Path:
    return make_gold_folder(workspace / "gold")


def test_tables_are_printed_and_files_written(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["evaluate", str(gold), "--json", "figures.json", "--misses", "misses.jsonl", "--typeset", "1"]
    assert run(call) == DONE
    printed = capsys.readouterr()
    assert printed.err == ""
    for shown in ("characters_kept", "records_f1", "direct_after", "calibration error", "quotes_high", "full_line"):
        assert shown in printed.out
    figures = json.loads(Path("figures.json").read_text(encoding="utf-8"))
    assert figures["scores"]["all pages"]["end_to_end"]["pages"]["line_joins"]["f1"] == 1.0
    assert figures["breaks"]["typeset"] == 1
    lines = Path("misses.jsonl").read_text(encoding="utf-8").splitlines()
    assert all({"miss", "page"} <= json.loads(line).keys() for line in lines)


def test_pages_alone_are_enough_for_reading(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (gold / "records.jsonl").unlink()
    assert run(["evaluate", str(gold)]) == DONE
    printed = capsys.readouterr().out
    assert "line_joins" in printed
    assert "records_f1" not in printed
    assert run(["evaluate", str(gold), "--write"]) == CALL_AT_FAULT
    assert "no article has a line in records.jsonl" in capsys.readouterr().err


def test_articles_of_other_pages_are_counted(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = (gold / "records.jsonl").read_text(encoding="utf-8")
    elsewhere = json.dumps({**json.loads(records.splitlines()[0]), "source": "elsewhere-1"})
    (gold / "records.jsonl").write_text(f"{records}{elsewhere}\n", encoding="utf-8")
    assert run(["evaluate", str(gold)]) == DONE
    said = capsys.readouterr().out
    assert "annotated articles left out, which are on no page of pages.jsonl: 1" in said


def test_wrong_line_is_a_fault_of_the_data(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (gold / "records.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    assert run(["evaluate", str(gold)]) == DATA_AT_FAULT
    printed = capsys.readouterr()
    assert printed.err == f"jiceng: {gold}: records.jsonl, line 4: `source`: Field required\n"
    assert printed.out == ""


def test_one_page_cannot_be_divided(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(gold), "--split"]) == CALL_AT_FAULT
    assert "too few to divide" in capsys.readouterr().err


def test_measurements_are_written(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = tmp_path / "rules.csv"
    monkeypatch.setattr(rules, "MEASUREMENTS", measured)
    try:
        assert run(["evaluate", str(gold), "--write"]) == DONE
    finally:
        rules.measurements.cache_clear()
    assert "reads no page again" in capsys.readouterr().out
    assert measured.read_text(encoding="utf-8").startswith("# Records that each rule made on a gold set")


def test_what_teaches_ablation_needs_ablation(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(gold), "--learn-from", str(gold)]) == CALL_AT_FAULT
    assert "--learn-from says what teaches with --ablate" in capsys.readouterr().err


def test_ablation_is_printed_and_written(
    gold: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ablated = Ablated("direct_after", "rule", 3, 0.01, {"people": -0.00004})
    monkeypatch.setattr(ablation, "ablate", lambda _judged, _sets, _say: [ablated])
    assert run(["evaluate", str(gold), "--ablate", "--json", "ablation.json"]) == DONE
    assert "direct_after" in capsys.readouterr().out
    written = json.loads(Path("ablation.json").read_text(encoding="utf-8"))
    assert written == {"direct_after": {"kind": "rule", "pages": 3, "records_f1": 0.01, "people": -0.0}}
    (gold / "records.jsonl").unlink()
    assert run(["evaluate", str(gold), "--ablate"]) == CALL_AT_FAULT
