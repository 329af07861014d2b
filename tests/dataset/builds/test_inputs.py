from pathlib import Path

from jiceng.dataset.builds.inputs import build_inputs, build_versions, hash_of
from jiceng.dataset.shards import list_shards
from jiceng.page import Fault, find_pages
from tests.dataset.sample import CANAL, write_page


def test_a_hash_does_not_follow_the_order_of_keys() -> None:
    assert hash_of({"a": 1, "b": [2]}) == hash_of({"b": [2], "a": 1})
    assert hash_of({"a": 1}) != hash_of({"a": 2})


def test_versions_are_those_of_the_dataset() -> None:
    assert set(build_versions()) == {"dataset_version", "schema_version", "rules_version"}


def test_inputs_follow_pages_newspapers_and_faults(raw: Path) -> None:
    folder = find_pages(raw)
    shards = list_shards(folder)
    inputs = build_inputs(shards, folder.newspapers, ())
    assert inputs == build_inputs(list_shards(find_pages(raw)), folder.newspapers, ())
    assert inputs != build_inputs(shards, folder.newspapers[:1], ())
    assert inputs != build_inputs(shards, folder.newspapers, [Fault("x", "is wrong")])
    write_page(raw, "river-daily/2026-01-03/01", CANAL)
    assert inputs != build_inputs(list_shards(find_pages(raw)), folder.newspapers, ())
