from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from jiceng.dataset.checks.proofs import prove_page
from jiceng.page import find_pages
from jiceng.records import page_records
from schemas import Breaks, Row, Spans
from tests.dataset.sample import SQUARE, any_text, write_newspaper, write_page

Rows = dict[str, list[Row]]


def read(folder: Path, text: str) -> Rows:
    write_newspaper(folder, "any", '"江西省/南昌市"')
    write_page(folder, "any/2026-01-03/1", text)
    raw = find_pages(folder)
    return page_records(raw.pages[0], raw.newspapers[0]).rows


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    return read(tmp_path, SQUARE)


def change(rows: Rows, table: str, **columns: Callable[[Any], Any]) -> None:
    """Change columns of a table's first row, without asking its schema."""
    row = rows[table][0]
    rows[table][0] = row.model_copy(update={name: new(getattr(row, name)) for name, new in columns.items()})


def test_rows_as_they_are_read_keep_the_promises(rows: Rows) -> None:
    assert rows["quotes"]
    assert rows["mentions"]
    assert prove_page(rows) == []


def without_first(spans: Spans) -> Spans:
    return Spans((spans.starts[0] + 1, *spans.starts[1:]), spans.ends)


def with_verdict(breaks: Breaks, verdict: str) -> Breaks:
    return Breaks.of(item.model_copy(update={"verdict": verdict}) for item in breaks)


DAMAGES: dict[str, tuple[str, str, dict[str, Callable[[Any], Any]]]] = {
    "a lost character": ("1", "articles", {"raw_spans": without_first}),
    "a character twice": ("1", "pages", {"furniture_spans": lambda spans: Spans((0, *spans.starts), (2, *spans.ends))}),
    "a span outside": ("1", "articles", {"raw_spans": lambda spans: Spans((*spans.starts, 9000), (*spans.ends, 9001))}),
    "another character": ("2", "articles", {"text": lambda text: "变" + text[1:]}),
    "a character more": ("2", "articles", {"text": lambda text: text + "了"}),
    "half-width for full-width": ("2", "articles", {"text": lambda text: text.replace("，", ",")}),
    "another title": (
        "2",
        "articles",
        {"titles": lambda titles: (titles[0].model_copy(update={"text": "市民广场建成开幕"}), *titles[1:])},
    ),
    "paragraphs run together": ("3", "articles", {"paragraphs": lambda paragraphs: paragraphs[:1]}),
    "a shifted quote": ("3", "quotes", {"text_start": lambda n: n + 1, "text_end": lambda n: n + 1}),
    "a shifted mention": ("3", "mentions", {"text_start": lambda n: n + 1, "text_end": lambda n: n + 1}),
    "a quote of another article": ("4", "quotes", {"article_id": lambda key: key + "0"}),
    "a mention of nobody": ("4", "mentions", {"entity_id": lambda key: key + "0"}),
    "a place in no place": ("4", "communities", {"community_id": lambda key: key + "0"}),
    "a mention too many": ("counts", "people", {"mention_count": lambda n: n + 1}),
    "a quote too many": ("counts", "people", {"quote_count": lambda n: n + 1}),
    "an article too many": ("counts", "communities", {"article_count": lambda n: n + 1}),
    "joined everywhere": (
        "7",
        "pages",
        {"breaks": lambda breaks: with_verdict(breaks, "joined")},
    ),
    "joined nowhere": (
        "7",
        "pages",
        {"breaks": lambda breaks: with_verdict(breaks, "part")},
    ),
    "no verdicts": ("7", "pages", {"breaks": lambda breaks: Breaks()}),
    "a break in mid-line": (
        "7",
        "pages",
        {"breaks": lambda breaks: Breaks.of((breaks[0].model_copy(update={"raw_offset": 2}), *breaks))},
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_breaks_its_promise(rows: Rows, damage: str) -> None:
    promise, table, columns = DAMAGES[damage]
    change(rows, table, **columns)
    assert promise in {broken.promise for broken in prove_page(rows)}


@pytest.mark.parametrize("table", ["articles", "quotes", "offices", "mentions"])
def test_a_key_twice(rows: Rows, table: str) -> None:
    rows[table].append(rows[table][0])
    assert ("4", table) in {(broken.promise, broken.table) for broken in prove_page(rows)}


def test_an_article_of_a_page_that_could_not_be_read(rows: Rows) -> None:
    change(rows, "pages", raw_text=lambda text: None)
    assert [broken.promise for broken in prove_page(rows)] == ["1"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=any_text(300))
def test_any_text_keeps_the_promises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    assert prove_page(read(tmp_path_factory.mktemp("any"), text)) == []
