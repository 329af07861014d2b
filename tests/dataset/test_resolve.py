from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.dataset.resolve import RESOLVED_TABLES, merge_partials, partial_schema

Row = dict[str, Any]


def person(article: str, day: date | None, name: str = "张三", **columns: Any) -> Row:
    return {
        "person_id": "张三@江西省",
        "name": name,
        "name_pinyin": name.lower(),
        "aliases": [],
        "mention_count": 1,
        "article_count": 1,
        "quote_count": 0,
        "first_seen": day,
        "last_seen": day,
        "earliest_date": day,
        "earliest_article": article,
        **columns,
    }


def merged(rows: Sequence[Row]) -> list[Row]:
    with duckdb.connect() as connection:
        connection.register("partials", pa.Table.from_pylist(list(rows), schema=partial_schema("people")))
        found: list[Row] = merge_partials(connection, "people", "partials").to_pylist()
    return found


def test_the_earliest_row_wins() -> None:
    (row,) = merged(
        [
            person("p/2/a1", date(2026, 1, 2), name="老张"),
            person("p/0/a1", None, name="张先生"),
            person("p/1/a9", date(2026, 1, 1), organization_id="二"),
            person("p/1/a10", date(2026, 1, 1), name="张老三", organization_id="一"),
        ]
    )
    assert (row["name"], row["organization_id"], row["earliest_article"]) == ("张老三", "一", "p/1/a10")
    assert row["aliases"] == ["张三", "张先生", "老张"]
    assert (row["first_seen"], row["last_seen"]) == (date(2026, 1, 1), date(2026, 1, 2))


def test_counts_are_summed_and_aliases_joined() -> None:
    (row,) = merged(
        [
            person("p/1/a1", None, aliases=["老张", "张局长"], mention_count=3, quote_count=2),
            person("p/1/a2", None, aliases=["张局长", "张工"], mention_count=2, quote_count=1),
        ]
    )
    assert (row["mention_count"], row["article_count"], row["quote_count"]) == (5, 2, 3)
    assert row["aliases"] == ["张局长", "张工", "老张"]
    assert (row["first_seen"], row["last_seen"]) == (None, None)


def test_a_place_that_is_only_a_parent_comes_after_those_that_are_mentioned() -> None:
    parent = person("p/1/a1", None, name="小", mention_count=0, article_count=0)
    (row,) = merged([parent, person("p/2/a1", None, name="大")])
    assert (row["name"], row["article_count"], row["aliases"]) == ("大", 1, ["小"])


def test_ids_are_kept_apart_and_in_order() -> None:
    rows = [person("p/1/a1", None, person_id=key) for key in ("王小明@乙", "a", "张三@甲")]
    assert [row["person_id"] for row in merged(rows)] == sorted(["王小明@乙", "a", "张三@甲"])


@pytest.mark.parametrize("table", RESOLVED_TABLES)
def test_every_table_of_entities_can_be_merged(table: str) -> None:
    schema = partial_schema(table)
    with duckdb.connect() as connection:
        connection.register("partials", schema.empty_table())
        assert merge_partials(connection, table, "partials").schema.equals(schema)


_days = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 4)))
_people = st.lists(
    st.builds(
        lambda n, day, name, who, aliases: person(
            f"p/{n}/a1", day, name=name, person_id=who, aliases=sorted(aliases - {name}), mention_count=n % 5
        ),
        n=st.integers(0, 10**6),
        day=_days,
        name=st.sampled_from("甲乙丙"),
        who=st.sampled_from("丁戊"),
        aliases=st.sets(st.sampled_from("甲乙丙己")),
    ),
    unique_by=lambda row: row["earliest_article"],
    min_size=1,
    max_size=12,
)


@settings(max_examples=20, deadline=None)
@given(rows=_people, cut=st.integers(0, 12), data=st.data())
def test_in_how_many_steps_and_in_what_order_does_not_matter(rows: list[Row], cut: int, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(rows))
    assert merged([*merged(shuffled[:cut]), *merged(shuffled[cut:])]) == merged(rows)
