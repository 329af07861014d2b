from jiceng.extraction.places.printed_units import PrintedUnit, Suffix
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.text.words import Words


def scan_of(text):
    ranges = []
    start = 0
    for line in text.split("\n"):
        ranges.append((start, start + len(line)))
        start += len(line) + 1
    return ScannedText(text, ranges, Words(text, ranges), local=True, home=None, year=None, organizations=())


def unit(start, end, level="county", above=None):
    return PrintedUnit(start, end, "某某", level, "-", (), above)


def test_suffixes_know_their_paragraph_and_are_none_inside_another_word():
    assert list(scan_of("米易县\n成都市场，花山村").suffixes()) == [
        Suffix(0, 2, 3, "县"),
        Suffix(4, 11, 12, "村"),
    ]


def test_a_unit_takes_the_place_of_those_that_it_overlaps():
    scan = scan_of("米易县攀莲镇")
    scan.accept(unit(0, 3))
    scan.accept(unit(3, 5, "town"))
    scan.accept(longer := unit(3, 6, "town"))
    assert [each.end for each in scan.units] == [3, 6]
    assert scan.by_end[6] is longer
    assert 5 not in scan.by_end


def test_a_larger_unit_is_one_of_a_higher_level():
    scan = scan_of("米易县攀莲镇")
    scan.accept(county := unit(0, 3))
    assert scan.larger_unit_before(3, 3) is county
    assert scan.larger_unit_before(3, 2) is None
    assert scan.larger_unit_before(2, 3) is None


def test_units_near_a_suffix_are_the_last_in_full_and_the_clipped_ones_after_it():
    scan = scan_of("四川米易县云南的某某镇")
    scan.accept_larger(unit(0, 2, "province"))
    scan.accept_larger(clipped := unit(5, 7, "province"))
    scan.accept(last := unit(2, 5))
    assert scan.units_near(Suffix(0, 10, 11, "镇")) == [clipped, last]


def test_known_names_are_asked_for_by_length():
    scan = scan_of("")
    scan.know({"花山村", "瓜子坪街道"})
    assert scan.known_lengths == [5, 3]
