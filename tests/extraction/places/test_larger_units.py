import pytest

from jiceng.extraction.places.larger_units import find_larger_units, may_name_a_unit
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.text.words import Words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("四川的山", ["四川"]),
        ("四川、云南", ["四川", "云南"]),
        ("四川旺苍的山", ["四川", "旺苍县"]),
        ("四川省的山", []),
        ("好山好水", []),
    ],
)
def test_provinces_and_cities_without_suffix_and_counties_after_them(text, names):
    whole = [(0, len(text))]
    scan = ScannedText(text, whole, Words(text, whole), local=False, home=None, year=None, organizations=())
    find_larger_units(scan)
    assert [unit.name for unit in scan.larger_units] == names
    assert all(unit.rule is None and unit.clipped for unit in scan.larger_units)


@pytest.mark.parametrize(("line", "may"), [("走进花山村", True), ("四川见闻", True), ("怎样生活", False)])
def test_a_line_may_name_a_unit(line, may):
    assert may_name_a_unit(line) is may
