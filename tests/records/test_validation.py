import json
from typing import Any

from jiceng.records.validation import PageRecords, reject

CANDIDATE = {"newspaper": "jia", "title": "甲报", "home": "四川省/攀枝花市"}


def test_a_candidate_becomes_a_row() -> None:
    records = PageRecords()
    row = records.accept("newspapers", CANDIDATE, "jia/1")
    assert records.rows["newspapers"] == [row]
    assert records.rows["rejects"] == []


def test_what_a_schema_refuses_becomes_a_reject() -> None:
    records = PageRecords()
    assert records.accept("newspapers", {**CANDIDATE, "title": ""}, "jia/1") is None
    assert records.rows["newspapers"] == []
    refused: Any = records.rows["rejects"][0]
    assert (refused.table_name, refused.page_id) == ("newspapers", "jia/1")
    assert json.loads(refused.errors)[0]["field"] == "title"
    assert json.loads(refused.record)["home"] == "四川省/攀枝花市"


def test_the_id_of_a_reject_is_a_hash_of_what_it_says() -> None:
    one, twin, other = (reject("pages", {"a": value}, [], "jia/1", ()).reject_id for value in (1, 1, 2))
    assert one == twin != other
    assert one.startswith("jia/1/x")
