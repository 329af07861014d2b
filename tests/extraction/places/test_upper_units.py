import pytest

from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.upper_units import upper_unit_at
from jiceng.extraction.text.words import Words


def upper_unit_in(text, organizations=()):
    whole = [(0, len(text))]
    scan = ScannedText(text, whole, Words(text, whole), local=True, home=None, year=None, organizations=organizations)
    found = upper_unit_at(scan, next(scan.suffixes()))
    assert upper_unit_at(scan, next(scan.suffixes())) is found
    return found


@pytest.mark.parametrize(
    ("text", "name", "needs_place"),
    [("在米易县", "米易县", False), ("恩施州的山", "恩施土家族苗族自治州", False), ("东区要", "东区", True)],
)
def test_a_name_of_the_gazetteer_before_a_suffix(text, name, needs_place):
    proposed, lies_in_larger = upper_unit_in(text)
    assert (proposed.name, proposed.needs_place, lies_in_larger) == (name, needs_place, False)


def test_an_organization_is_only_named_after_a_county():
    assert upper_unit_in("盐边县人民医院", organizations=("人民医院",)) is None
    assert upper_unit_in("沿海城市") is None
