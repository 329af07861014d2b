from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.release.contents import RELEASED, released_schema
from jiceng.release.redaction.excerpts import Limits, normalised_offsets, profile_schema, strictest_share
from jiceng.release.redaction.redact import Policy
from jiceng.release.rehydrate import text_of_spans
from schemas import NORMALISATIONS
from tests.release.redacted import connected, redacted, redacted_tables, whole_tables


@pytest.fixture(scope="module")
def whole(seed: Path) -> dict[str, pa.Table]:
    return whole_tables(seed)


@pytest.fixture(scope="module")
def excerpt(seed: Path) -> dict[str, pa.Table]:
    return redacted_tables(seed, Policy(text="excerpt", private_people="keep"))


@pytest.fixture(scope="module")
def without_text(seed: Path) -> dict[str, pa.Table]:
    return redacted_tables(seed, Policy(text="none", private_people="keep"))


def by_key(rows: pa.Table, key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows.to_pylist()}


def test_the_strictest_share_decides(seed: Path) -> None:
    assert strictest_share(connected({"n": pa.table({"share": ["full", "excerpt"]})}), "n") == "excerpt"
    assert strictest_share(connected({"n": pa.table({"share": ["full", "none", "excerpt"]})}), "n") == "none"
    assert strictest_share(connected({"n": pa.table({"share": ["full"]})}), "n") == "full"
    assert redacted_tables(seed, Policy(private_people="keep"))["quotes"]["text"].null_count > 0


def test_full_text_is_what_the_build_has(seed: Path, whole: dict[str, pa.Table]) -> None:
    assert redacted_tables(seed, Policy(text="full", private_people="keep")) == whole


def test_an_excerpt_has_the_first_characters(whole: dict[str, pa.Table], excerpt: dict[str, pa.Table]) -> None:
    articles = by_key(whole["articles"], "article_id")
    for row in excerpt["articles"].to_pylist():
        text = articles[row["article_id"]]["text"]
        assert row["text"] == text[: min(100, row["character_count"] // 4)]
        assert row["text_sha256"] == articles[row["article_id"]]["text_sha256"]
    pages = by_key(whole["pages"], "page_id")
    for row in excerpt["pages"].to_pylist():
        raw = pages[row["page_id"]]["raw_text"]
        assert row["raw_text"] == (None if raw is None else raw[: min(100, row["character_count"] // 4)])
        assert row["raw_sha256"] == pages[row["page_id"]]["raw_sha256"]


def shown_characters(tables: dict[str, pa.Table]) -> dict[str, int]:
    shown: dict[str, int] = {}
    for quote in tables["quotes"].to_pylist():
        shown[quote["article_id"]] = shown.get(quote["article_id"], 0) + len(quote["text"] or "")
    for initiative in tables["initiatives"].to_pylist():
        article = initiative["description_article_id"]
        shown[article] = shown.get(article, 0) + len(initiative["description"] or "")
    return shown


def test_quotations_are_capped_at_a_share_of_each_article(
    whole: dict[str, pa.Table], excerpt: dict[str, pa.Table]
) -> None:
    characters = {row["article_id"]: row["character_count"] for row in whole["articles"].to_pylist()}
    shown = shown_characters(excerpt)
    assert shown
    assert all(count <= characters[article] / 4 for article, count in shown.items())
    assert 0 < excerpt["quotes"]["text"].null_count < len(excerpt["quotes"])


def test_a_withheld_quote_keeps_key_hash_and_spans(whole: dict[str, pa.Table], excerpt: dict[str, pa.Table]) -> None:
    quotes = by_key(whole["quotes"], "quote_id")
    for row in excerpt["quotes"].to_pylist():
        original = quotes[row["quote_id"]]
        assert row["text"] in (None, original["text"])
        assert {name: row[name] for name in original if name != "text"} == {
            name: original[name] for name in original if name != "text"
        }
        assert len(row["text_sha256"]) == 64


def test_what_is_most_confident_is_shown_first(excerpt: dict[str, pa.Table], whole: dict[str, pa.Table]) -> None:
    characters = {row["article_id"]: row["character_count"] for row in whole["articles"].to_pylist()}
    rows = excerpt["quotes"].to_pylist()
    for article in shown_characters(excerpt):
        least = min((row["confidence"] for row in rows if row["article_id"] == article and row["text"]), default=1.0)
        for row in rows:
            length = row["text_end"] - row["text_start"]
            if row["article_id"] == article and row["text"] is None and row["confidence"] > least:
                assert length > characters[article] / 4


def test_without_text_no_string_of_a_page_is_left_but_names(
    whole: dict[str, pa.Table], without_text: dict[str, pa.Table]
) -> None:
    assert without_text["pages"]["raw_text"].null_count == len(without_text["pages"])
    for row in without_text["articles"].to_pylist():
        assert [row[name] for name in ("text", "kicker", "headline", "subheadline")] == [None] * 4
        assert [title["text"] for title in row["titles"]] == [None] * len(row["titles"])
        assert row["keywords"] == []
    assert without_text["quotes"]["text"].null_count == len(without_text["quotes"])
    assert without_text["initiatives"]["description"].null_count == len(without_text["initiatives"])
    assert without_text["initiatives"]["components"].to_pylist() == [[]] * len(without_text["initiatives"])
    assert without_text["people"] == whole["people"]


@pytest.mark.parametrize("text", ["full", "excerpt", "none"])
def test_what_is_added_is_described(text: Any) -> None:
    for table in RELEASED:
        schema = profile_schema(table, text)
        assert schema.names[: len(released_schema(table))] == released_schema(table).names
        assert all(field.metadata[b"description"] for field in schema)


ARTICLE = st.lists(
    st.tuples(st.integers(1, 60), st.floats(0, 1), st.integers(0, 40)), max_size=12
)  # length, confidence, start of a quote


@given(st.lists(st.tuples(st.integers(0, 120), ARTICLE), max_size=4), st.floats(0, 1), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_no_article_shows_more_than_its_share(
    whole: dict[str, pa.Table], articles: list[tuple[int, Any]], share: float, head: int
) -> None:
    tables = dict(whole)
    article_rows, quote_rows = [], []
    for number, (length, quotes) in enumerate(articles):
        article = {**whole["articles"].to_pylist()[0], "article_id": f"p/a{number}", "page_id": "p"}
        article |= {"text": "字" * length, "character_count": length, "titles": [], "raw_spans": [], "keywords": []}
        article_rows.append(article)
        for place, (size, confidence, start) in enumerate(quotes):
            quote = {**whole["quotes"].to_pylist()[0], "quote_id": f"p/q{number}-{place}", "article_id": f"p/a{number}"}
            quote |= {"text": "话" * size, "text_start": start, "text_end": start + size, "confidence": confidence}
            quote_rows.append(quote)
    tables["pages"] = pa.Table.from_pylist(
        [{**whole["pages"].to_pylist()[0], "page_id": "p", "raw_text": ""}], schema=released_schema("pages")
    )
    tables["articles"] = pa.Table.from_pylist(article_rows, schema=released_schema("articles"))
    tables["quotes"] = pa.Table.from_pylist(quote_rows, schema=released_schema("quotes"))
    with connected(tables) as connection:
        limits = Limits(share=share, head_characters=head)
        with redacted(connection, Policy(text="excerpt", private_people="keep", limits=limits)):
            shown = connection.execute("SELECT article_id, sum(length(text)) FROM quotes GROUP BY ALL").fetchall()
            heads = connection.execute("SELECT length(text), character_count FROM articles").fetchall()
    lengths = {f"p/a{number}": length for number, (length, _) in enumerate(articles)}
    assert all((count or 0) <= share * lengths[article] for article, count in shown)
    assert all(characters <= min(head, share * length) for characters, length in heads)


RAW = st.text(st.sampled_from("一二,:(\n\t\u3000ab，"), max_size=30)


@given(RAW, st.data())
def test_a_text_is_made_of_its_spans_and_normalisations(raw: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=6)))
    spans = [{"start": a, "end": b} for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    shown = []
    for span in spans:
        for character in raw[span["start"] : span["end"]]:
            normal = NORMALISATIONS.get(character, character)
            must = character == "\n"  # a text's own line feeds stand in no span
            shown.append(normal if must or data.draw(st.booleans()) else character)
        if data.draw(st.booleans()):
            shown.append("\n")
    text = "".join(shown)
    line_feeds = [offset for offset, character in enumerate(text) if character == "\n"]
    normalised = normalised_offsets(raw, text, spans)
    assert text_of_spans(raw, spans, normalised, line_feeds) == text
