import csv
import json
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.runs.steps import build_dataset
from flows.settings import Settings


@pytest.fixture
def output(raw: Path, workspace: Path) -> Path:
    build_dataset(Settings(raw=raw, output=workspace / "output"))
    return workspace / "output"


def test_what_a_dataset_holds_without_sql(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--output", str(output)]) == 0
    shown = capsys.readouterr().out
    assert "quotes by year" in shown
    assert "示例日报" in shown
    assert "█" in shown
    assert run(["communities", "东区", "--tree"]) == 0
    shown = capsys.readouterr().out
    assert "└── 花园社区  community, 4 quotes" in shown
    assert "四川省" not in shown
    assert run(["communities", "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["name"] for row in rows] == ["四川省", "攀枝花市", "东区", "花园社区"]


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (["--speaker", "李四"], 4),
        (["--speaker", "li si", "--since", "2024-02"], 2),
        (["--community", "花园社区"], 4),
        (["--community", "四川省/攀枝花市/东区"], 4),
        (["--community", "四川省/攀枝花"], 0),
        (["--kind", "indirect", "--speaker", "王小明"], 2),
        (["--role-class", "judicial"], 0),
        (["--organization", "花园社区", "--newspaper", "example-daily", "--until", "2024-01-31"], 2),
        (["--limit", "1"], 1),
        (["--speaker", "' OR true --"], 0),
    ],
)
def test_who_said_what(output: Path, capsys: pytest.CaptureFixture[str], options: list[str], number: int) -> None:
    assert run(["quotes", *options, "--output", str(output), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == number


def test_an_export_is_written_once(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "statements"]) == 0
    assert capsys.readouterr().out == "jiceng-csv is written\n"
    assert Path("jiceng-csv/statements.csv").is_file()
    assert run(["export", "statements"]) == 2
    assert capsys.readouterr().err == "jiceng: jiceng-csv: is there already; give another place with --into\n"
