"""Gold folders: that of the page in raw/, annotated here, and a larger one that may lie beside the project."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jiceng.evaluation.gold import Gold, read_gold

PROJECT = Path(__file__).parents[2]
BESIDE = Path(os.environ.get("GOLD_BESIDE", PROJECT.parent / "shared" / "gold"))
"""Where score.py and dev/ lie, if they do."""


def make_gold_folder(folder: Path) -> Path:
    """Make a gold folder of the page in raw/."""
    shutil.copytree(Path(__file__).with_name("gold"), folder)
    shutil.copytree(PROJECT / "raw" / "panzhihua-daily", folder / "raw" / "panzhihua-daily")
    return folder


@pytest.fixture(scope="session")
def gold_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gold folder; to be read only."""
    return make_gold_folder(tmp_path_factory.mktemp("evaluation") / "gold")


@pytest.fixture(scope="session")
def gold(gold_folder: Path) -> Gold:
    return read_gold(gold_folder)


@pytest.fixture(scope="session")
def large_gold() -> Gold:
    if not (BESIDE / "dev" / "pages.jsonl").exists():
        pytest.skip("there is no larger gold beside the project")
    return read_gold(BESIDE / "dev")


Change = Callable[[dict[str, Any]], object]
Changed = Callable[[str, Change], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Make a gold folder in which the first line of a file is changed."""

    def make(name: str, change: Change) -> Path:
        folder = make_gold_folder(tmp_path / "changed")
        first, *others = (folder / name).read_text(encoding="utf-8").splitlines()
        line = json.loads(first)
        change(line)
        lines = [json.dumps(line, ensure_ascii=False), *others]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return make
