from itertools import accumulate, chain
from pathlib import Path

import pyarrow as pa
import pytest

from jiceng.dataset.search import chunks
from jiceng.dataset.search.macros import SEARCHED
from jiceng.dataset.search.tokens import codes_of, tokens_of_codes
from jiceng.site import text_index
from jiceng.site.source import SiteSource
from jiceng.site.tables import SEARCH_LENGTH, write_tables
from jiceng.site.text_index import positions
from tests.site.test_tables import blocks_of

ROWS = pa.table({"said": ["网格化社区", None, "İ社区𠮷𠮷社区", ""], "who": ["甲", "AI社区", None, "5G"]})
TEXT = "网格化社区\n甲\n\nai社区\nİ社区𠮷𠮷社区\n\n\n5g\n"


def found(rows: pa.Table) -> dict[str, list[int]]:
    return {token: list(accumulate(map(int, gaps.split(",")))) for token, gaps in positions([rows], ["said", "who"])}


def test_positions_are_those_of_the_tokens_in_all_texts_one_after_the_other() -> None:
    codes, at = codes_of(TEXT)
    expected: dict[str, list[int]] = {}
    for token, position in zip(tokens_of_codes(codes).to_pylist(), at.tolist(), strict=True):
        expected.setdefault(token, []).append(position)
    assert found(ROWS) == expected
    assert list(found(ROWS)) == sorted(expected)


def test_texts_in_many_chunks_have_the_same_positions(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pa.table({"said": [f"第{n}社区{n % 7}号网格" for n in range(3_000)], "who": ["甲乙"] * 3_000})
    whole = found(rows)
    monkeypatch.setattr(text_index, "CHUNK_CHARACTERS", 500)
    monkeypatch.setattr(chunks, "MERGED", 2_000)
    assert found(rows) == whole


@pytest.mark.parametrize("name", ["quotes", "articles"])
def test_a_site_tells_which_rows_say_a_token(source: SiteSource, tmp_path: Path, name: str) -> None:
    write_tables(source.connection, tmp_path)
    rows = list(chain.from_iterable(blocks_of(tmp_path, name)))
    ends = list(accumulate(row[SEARCH_LENGTH] for row in rows))
    tokens = {
        row["token"]: accumulate(row["gaps"]) for row in chain.from_iterable(blocks_of(tmp_path, f"{name}.search"))
    }
    for token in ("图书", "社区"):
        saying = {next(n for n, end in enumerate(ends) if at < end) for at in tokens[token]}
        assert saying == {
            n for n, row in enumerate(rows) if any(token in (row[column] or "") for column in SEARCHED[name])
        }
