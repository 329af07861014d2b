from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.dataset.search import postings
from jiceng.dataset.search.postings import Postings
from jiceng.dataset.search.tokens import codes_of, tokens_of_codes


def postings_of(texts: list[str], folder: Path, first: int = 0) -> list[dict[str, Any]]:
    folder.mkdir(exist_ok=True)
    found = Postings("quotes", folder)
    found.add(texts, first)
    return [row for table in found.tables() for row in table.to_pylist()]


def expected(texts: list[str], first: int) -> dict[tuple[str, int], int]:
    counted = Counter(
        (token, first + number)
        for number, text in enumerate(texts)
        for line in text.lower().split("\n")
        for token in tokens_of_codes(codes_of(line)[0]).to_pylist()
    )
    return dict(counted)


@given(st.lists(st.text("社区网格a，\n ", max_size=8), max_size=9), st.integers(1, 30))
def test_every_token_of_every_text_is_there_in_order(texts: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch, pytest.MonkeyPatch.context():
        patch.setattr(postings, "CHUNK_CHARACTERS", size * 1_000)
        rows = postings_of(texts, Path("/tmp"), 5)
    assert {(row["token"], row["document"]) for row in rows} == set(expected(texts, 5))
    assert [(row["token"], row["document"]) for row in rows] == sorted(expected(texts, 5))


def test_many_chunks_are_merged_into_one_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"第{number}社区{number % 7}号网格" for number in range(300)]
    whole = postings_of(texts, tmp_path / "whole", 10)
    monkeypatch.setattr(postings, "CHUNK_CHARACTERS", 1_000)
    assert postings_of(texts, tmp_path / "parts", 10) == whole
    assert len(list((tmp_path / "parts").iterdir())) > 3


def test_a_token_said_often_in_a_short_text_weighs_more(tmp_path: Path) -> None:
    texts = ["社区", "社区社区", "社区" + "的" * 500]
    once, often, long = (row["weight"] for row in postings_of(texts, tmp_path) if row["token"] == "社区")
    assert often > once > long >= 1
