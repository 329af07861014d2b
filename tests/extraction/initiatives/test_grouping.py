from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.grouping import grouped_by_name, without_overlaps
from jiceng.extraction.initiatives.rules.marks import numbered_name
from jiceng.extraction.initiatives.rules.titles import document_title, named_again


def candidate(start, core, rule):
    return NameCandidate(start, start + len(core) + 2, core, "document", rule.name)


def test_candidates_of_one_core_are_a_group():
    found = [candidate(9, "三社联防", named_again), candidate(0, "三社联防", numbered_name)]
    assert grouped_by_name(found) == [found[::-1]]


def test_short_titles_join_the_longest_that_ends_with_them():
    long, short, shortest = (
        candidate(0, "加强治理的实施意见", document_title),
        candidate(20, "实施意见", document_title),
        candidate(30, "意见", named_again),
    )
    (group,) = grouped_by_name([long, short, shortest])
    assert sorted(group) == sorted([long, short, shortest])


def test_what_is_only_named_again_is_no_group():
    assert grouped_by_name([candidate(0, "三社", named_again)]) == []


def test_of_candidates_that_overlap_the_first_is_kept():
    first, inside = candidate(0, "关于三社联防的意见", document_title), candidate(3, "三社联防", numbered_name)
    again = candidate(40, "三社联防", numbered_name)
    assert without_overlaps([[inside, again], [first]]) == [[first], [again]]
    assert without_overlaps([[inside], [first]]) == [[first]]
