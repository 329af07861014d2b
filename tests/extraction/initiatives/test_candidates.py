from jiceng.extraction.initiatives.candidates import NameCandidate, ProposedName, candidate_of, is_free


def test_a_proposal_becomes_the_candidate_of_its_rule():
    proposed = ProposedName(0, 4, "春风", "programme", "行动", "实施")
    assert candidate_of(proposed, "some_rule") == NameCandidate(0, 4, "春风", "programme", "some_rule")


def test_a_range_is_free_where_no_candidate_overlaps_it():
    candidates = [NameCandidate(2, 5, "-", "other", "-"), NameCandidate(5, 8, "-", "other", "-")]
    assert [is_free(candidates, start, start + 2) for start in (0, 1, 4, 7, 8)] == [True, False, False, False, True]
    assert is_free([], 0, 9)
