from jiceng.extraction.people.candidates import Candidate, Proposal


def test_what_a_rule_sees_at_any_place_is_seen_of_the_string():
    candidate = Candidate("张晓明")
    candidate.propose("person_office", Proposal(0, 3, ("name_ends_well",)))
    candidate.propose("person_office", Proposal(9, 12, ("name_ends_clearly",)))
    assert candidate.features == {
        "person_office: proposed": 1.0,
        "person_office: name_ends_well": 1.0,
        "person_office: name_ends_clearly": 1.0,
    }


def test_the_largest_likeness_counts():
    candidate = Candidate("张晓明")
    assert candidate.likeness is None
    for likeness in (3.0, 5.0, 4.0):
        candidate.measure(likeness)
    assert candidate.likeness == 5.0
