import json
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.cli.search import day_of
from flows.faults import CallFault
from flows.runs.steps import build_dataset
from flows.settings import Settings


@pytest.fixture
def output(raw: Path, workspace: Path) -> Path:
    build_dataset(Settings(raw=raw, output=workspace / "output"))
    return workspace / "output"


def test_it_finds_and_says_what_is_wrong(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "居民", "商量", "--in", "quotes", "--format", "json", "--limit", "1"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["in"] == "quotes"
    assert "【居民】" in hit["snippet"]
    assert run(["search", "花园社区", "--until", "2024-01", "--newspaper", "example-daily", "--format", "json"]) == 0
    assert {hit["date"] for hit in json.loads(capsys.readouterr().out)} == {"2024-01-05"}
    assert run(["search", "，", "--output", str(output)]) == 2
    assert "，: has no letter or digit to look for" in capsys.readouterr().err
    assert run(["search", "社区", "--output", "nowhere"]) == 2
    assert "nowhere: holds no dataset" in capsys.readouterr().err


def test_days() -> None:
    assert str(day_of("2024", "--since", last=False)) == "2024-01-01"
    assert str(day_of("2024-02", "--until", last=True)) == "2024-02-29"
    assert str(day_of("2024-02-03", "--until", last=True)) == "2024-02-03"
    assert day_of(None, "--since", last=False) is None
    for wrong in ("24x", "2024-13", "2024-02-30", "2024-02-03-04", ""):
        with pytest.raises(CallFault, match="is no date"):
            day_of(wrong, "--since", last=False)
