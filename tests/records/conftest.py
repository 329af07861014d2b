"""A page on disk whose text the tests of its rows know."""

from pathlib import Path
from typing import Any

import pytest

from jiceng.page import find_pages, read_page
from schemas import Newspaper

RAW_TEXT = "标题\n张三说，好日子。\n李四来了，张三走了。"
NEWSPAPER = Newspaper(newspaper="jia", title="甲报", home="四川省/攀枝花市")


@pytest.fixture
def page(tmp_path: Path) -> Any:
    folder = tmp_path / "raw" / "jia" / "2020-01-02"
    folder.mkdir(parents=True)
    (folder.parent / "newspaper.toml").write_text('title = "甲报"', encoding="utf-8")
    (folder / "1.txt").write_text(RAW_TEXT, encoding="utf-8")
    return read_page(find_pages(tmp_path / "raw").pages[0])
