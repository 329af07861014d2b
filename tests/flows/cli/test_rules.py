"""`jiceng rules`: all rules as a list, one rule with its examples and misses."""

import csv
import io
import json
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE
from jiceng import rule_catalogue
from jiceng.extraction import RULES
from jiceng.rule import registered_rules
from jiceng.rule_catalogue import rule_named
from jiceng.rules import measurements
from tests.evaluation.conftest import make_gold_folder

TABLE = """
[[match]]
text = "　　李四说：“好。”"
found = ["李四: 好。"]

[[no_match]]
text = "这里没有人说话。"
"""


def test_all_rules_are_listed_with_what_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--format", "csv"]) == DONE
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == ["name", "target", "description", "support", "precision", "file", "line"]
    assert {row["name"] for row in rows} == {rule.name for rule in (*RULES, *registered_rules())}
    for row in rows:
        measured = measurements().get(row["name"])
        assert row["support"] == (str(measured.support) if measured else "")
        assert row["description"]


def test_a_registered_rule_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--format", "json"]) == DONE
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    for rule in registered_rules():
        line = (Path(rule_catalogue.__file__).parents[1] / rows[rule.name]["file"]).read_text(encoding="utf-8")
        assert "rule(" in line.splitlines()[rows[rule.name]["line"] - 1]


def test_one_rule_is_shown_with_examples_and_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "extraction").mkdir()
    (tmp_path / "extraction" / "direct_before.toml").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(rule_catalogue, "_EXAMPLES", (tmp_path, tmp_path))
    assert run(["rules", "direct_before"]) == DONE
    said = capsys.readouterr().out
    measured = measurements()["direct_before"]
    assert said.startswith("direct_before\nmakes        quotes\n")
    assert rule_named("direct_before").description in said
    wrong = measured.support - measured.right
    assert f"{measured.support} records, {measured.right} right, {wrong} wrong" in said
    assert said.endswith("  - 　　李四说：“好。”\n      → 李四: 好。\n\ncounterexamples\n  - 这里没有人说话。\n")


def test_a_rule_without_a_table_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rule_catalogue, "_EXAMPLES", (tmp_path, tmp_path))
    assert run(["rules", "direct_before"]) == DONE
    assert "no examples" in capsys.readouterr().out


def test_what_a_rule_got_wrong_is_shown(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = make_gold_folder(workspace / "gold")
    records = gold / "records.jsonl"
    lines = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["quotes"], line["people"] = [], []
    records.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    shown = {}
    for name in ("direct_after", "person_office"):
        assert run(["rules", name, "--gold", "gold"]) == DONE
        shown[name] = capsys.readouterr().out
    assert "gold: no such quote" in shown["direct_after"]
    assert "in panzhihua-daily/undated/9e7fc240720b64a5" in shown["direct_after"]
    assert "gold: not in it; it has none" in shown["person_office"]
    assert run(["rules", "full_line", "--gold", "gold"]) in (DONE, CALL_AT_FAULT)


def test_what_is_right_is_not_shown(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_gold_folder(workspace / "gold")
    assert run(["rules", "direct_after", "--gold", "gold"]) == DONE
    assert "wrong on gold: 0 of " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["direct_befor"], CALL_AT_FAULT, "direct_befor: no rule has this name; did you mean direct_before"),
        (["啊"], CALL_AT_FAULT, "啊: no rule has this name; `jiceng rules` lists all"),
        (["direct_before", "--format", "csv"], CALL_AT_FAULT, "--format: is for the list of all rules"),
        (["--gold", "gold"], CALL_AT_FAULT, "--gold: shows what one rule got wrong; give its NAME, too"),
        (["direct_before", "--gold", "nowhere"], CALL_AT_FAULT, "nowhere: is no"),
        (["direct_before", "--gold", "broken"], DATA_AT_FAULT, "broken: pages.jsonl, line 1"),
    ],
)
def test_wrong_call_is_one_line(
    workspace: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "broken" / "raw").mkdir(parents=True)
    (workspace / "broken" / "pages.jsonl").write_text("{\n", encoding="utf-8")
    assert run(["rules", *arguments]) == code
    err = capsys.readouterr().err
    assert err.startswith(f"jiceng: {said}")
    assert err.count("\n") == 1
