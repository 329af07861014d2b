import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.extraction import lexicon
from jiceng.extraction.lexicon.make_divisions import make_divisions
from jiceng.extraction.places.division import without_nationalities
from jiceng.extraction.places.gazetteer import (
    clipped_counties_named,
    division_at,
    divisions_named,
    larger_units_named,
    names_of_counties_and_larger,
)

FOLDER = Path(lexicon.__file__).parent


@pytest.mark.parametrize(
    ("name", "count", "first_path", "first_code"),
    [
        ("东区", 1, "四川省/攀枝花市/东区", "510402"),
        ("四川省", 1, "四川省", "51"),
        ("兰尖社区", 1, "四川省/攀枝花市/东区/瓜子坪街道/兰尖社区", "510402009007"),
        ("陆家嘴街道", 1, "上海市/浦东新区/陆家嘴街道", "310115005"),
        ("仙桃市", 1, "湖北省/仙桃市", "429004"),
        ("太平社区", 112, None, None),
        ("没有这个村", 0, None, None),
        ("市辖区", 0, None, None),
        ("", 0, None, None),
    ],
)
def test_divisions_of_a_name(name, count, first_path, first_code):
    found = divisions_named(name)
    assert len(found) == count
    if first_path:
        assert (found[0].path, found[0].code) == (first_path, first_code)


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("四川", ["四川省"]),
        ("内蒙古", ["内蒙古自治区"]),
        ("黔东南州", ["贵州省/黔东南苗族侗族自治州"]),
        ("吉林", ["吉林省", "吉林省/吉林市"]),
        ("攀枝花", ["四川省/攀枝花市"]),
        ("米易", []),
        ("省", []),
    ],
)
def test_larger_units_by_full_and_clipped_name(name, paths):
    assert [division.path for division in larger_units_named(name)] == paths


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("米易", ["四川省/攀枝花市/米易县"]),
        ("马边", ["四川省/乐山市/马边彝族自治县"]),
        ("马边县", ["四川省/乐山市/马边彝族自治县"]),
        ("东", []),
        ("米易县", []),
    ],
)
def test_counties_by_clipped_name(name, paths):
    assert [division.path for division in clipped_counties_named(name)] == paths


@pytest.mark.parametrize(
    ("name", "stem"),
    [("黔东南苗族侗族", "黔东南"), ("内蒙古", "内蒙古"), ("长白朝鲜族", "长白"), ("隆林各族", "隆林"), ("", "")],
)
def test_nationalities_are_cut_off(name, stem):
    assert without_nationalities(name) == stem


def test_names_of_counties_and_larger_units_are_no_towns():
    names = names_of_counties_and_larger()
    assert {"四川省", "攀枝花市", "东区"} <= names
    assert "瓜子坪街道" not in names


def test_division_at_a_path():
    assert division_at("四川省/攀枝花市/东区").code == "510402"
    assert division_at("四川省/成都市/东区") is None
    assert division_at("攀枝花市") is None


@given(st.text(max_size=8))
def test_any_name_may_be_asked_for(name):
    for division in divisions_named(name):
        assert division.name == name
        assert division.path.endswith(name)


def test_files_are_small_and_sorted():
    divisions, villages = (FOLDER / name for name in ("divisions-2020.parquet", "villages-2020.parquet"))
    assert divisions.stat().st_size + villages.stat().st_size < 5_000_000
    names = pq.read_table(villages)["name"].to_pylist()
    assert names == sorted(names)


def test_same_list_makes_the_same_bytes(tmp_path):
    rows = {
        "code": ["51", "5104", "5101", "510402", "510402009", "510402009007", "510402400"],
        "name": ["四川省", "攀枝花市", "市辖区", "东区", "瓜子坪街道", "兰尖社区", "某农场"],
        "level": ["province", "city", "city", "county", "street", "community", "other"],
    }
    pq.write_table(pa.table(rows), tmp_path / "list.parquet")
    made = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        make_divisions(tmp_path / "list.parquet", folder)
        made.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert made[0] == made[1]
    names = pq.read_table(tmp_path / "first" / "divisions-2020.parquet")["name"].to_pylist()
    assert names == ["四川省", "攀枝花市", "东区", "瓜子坪街道"]


def test_nothing_is_read_at_import():
    code = (
        "import jiceng.extraction.places.gazetteer as g, jiceng.extraction.places.history as h;"
        "assert h.listed_names.cache_info().currsize == 0;"
        "assert g._villages.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
