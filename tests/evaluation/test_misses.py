import json
from pathlib import Path

from jiceng.evaluation.misses import Misses


def test_misses_are_lines_of_json(tmp_path: Path) -> None:
    misses = Misses()
    misses.note("person_missed", "a/undated/b", name="甲")
    misses.write(tmp_path / "misses")
    line = json.loads((tmp_path / "misses").read_text(encoding="utf-8"))
    assert line == {"miss": "person_missed", "page": "a/undated/b", "name": "甲"}
