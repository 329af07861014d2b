import pytest

from jiceng.extraction.people.candidates import Candidate
from jiceng.extraction.people.weights import WEIGHTS


def test_of_a_rules_proposals_the_best_one_counts():
    candidate = Candidate("张晓明")
    candidate.propose("person_office", ("title_weak",))
    candidate.propose("person_office", ("title",))
    candidate.propose("person_office", ("title", "title_in_word"))
    assert candidate.total == WEIGHTS.title
    assert candidate.features["person_office"] == ("title",)


def test_no_proposal_counts_against_a_candidate_but_what_is_asked_of_it_does():
    candidate = Candidate("白菜")
    candidate.propose("person_segmenter", ("short_unsure", "between_common_nouns"))
    assert candidate.total == 0.0
    candidate.weigh("likeness", ("dictionary_word",))
    assert candidate.total == WEIGHTS.dictionary_word


def test_evidence_of_several_rules_adds_up():
    candidate = Candidate("张晓明")
    candidate.propose("person_office", ("title",))
    candidate.propose("person_list", ("listed",))
    assert candidate.total == pytest.approx(WEIGHTS.title + WEIGHTS.listed)
