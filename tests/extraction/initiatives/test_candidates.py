from jiceng.extraction.initiatives.candidates import NameCandidate, ProposedName, candidate_of


def test_a_proposal_becomes_the_candidate_of_its_rule():
    proposed = ProposedName(0, 4, "春风", "programme", "行动")
    expected = NameCandidate(0, 4, "春风", "programme", "some_rule", ("verb: any",))
    assert candidate_of(proposed, "some_rule", ["verb: any"]) == expected
