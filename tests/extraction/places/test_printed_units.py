from jiceng.extraction.places.gazetteer import divisions_named, divisions_within
from jiceng.extraction.places.printed_units import (
    PrintedUnit,
    ProposedUnit,
    TakenRanges,
    accepted,
    divisions_at_rank,
)


def unit(start, end, above=None, level="village"):
    return PrintedUnit(start, end, "某某村", level, "-", (), above)


def test_a_proposal_is_accepted_with_the_name_of_its_rule():
    printed = accepted(ProposedUnit(0, 3, "花山村", "village", (), needs_place=True), "some_rule")
    assert (printed.start, printed.end, printed.name, printed.rule) == (0, 3, "花山村", "some_rule")
    assert printed.needs_place
    assert not printed.clipped


def test_a_chain_starts_with_its_first_unit():
    first = unit(2, 5, level="county")
    assert unit(8, 11, above=unit(5, 8, above=first)).chain_start == 2
    assert first.chain_start == 2
    assert first.rank == 2


def test_divisions_of_a_rank_and_within_others():
    (county,) = divisions_named("米易县")
    assert divisions_at_rank("米易县", 2, None) == (county,)
    assert divisions_at_rank("米易县", 4, None) == ()
    assert divisions_within([county], divisions_named("四川省")) == (county,)
    assert divisions_within([county], divisions_named("云南省")) == ()
    assert divisions_within([county], [county]) == ()


def test_a_range_is_free_where_no_unit_overlaps_it():
    taken = TakenRanges([unit(2, 5), unit(5, 8)])
    assert [taken.is_free(start, start + 2) for start in (0, 1, 4, 7, 8)] == [True, False, False, False, True]
    assert TakenRanges([]).is_free(0, 9)
