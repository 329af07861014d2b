import pytest

from jiceng.extraction.places.name_evidence import NameEvidence
from jiceng.extraction.text.words import Words


def evidence_of(text):
    return NameEvidence(text, Words(text, [(0, len(text))]))


def test_words_by_where_they_start():
    evidence = evidence_of("在花山村")
    assert evidence.word_at(0) == 0
    assert evidence.word_at(9) == -1
    assert evidence.starts_word(1)
    assert evidence.can_begin(1)


def test_a_word_of_its_own_ends_where_another_begins():
    evidence = evidence_of("在东区，")
    assert evidence.is_word(1, 3)
    assert not evidence.is_word(2, 3)


@pytest.mark.parametrize(
    ("text", "start", "common"),
    [("贫困村", 0, True), ("花山村", 0, False), ("一个新农村", 2, True)],
)
def test_common_words_that_end_like_a_name(text, start, common):
    assert evidence_of(text).ends_like_common_word(start, len(text)) is common


@pytest.mark.parametrize(("text", "could_be"), [("花山村", True), ("走进的村", False), ("建设美丽村", False)])
def test_a_name_has_no_particles_and_verbs(text, could_be):
    assert evidence_of(text).could_be_name(0, len(text) - 1, len(text)) is could_be


def test_a_proper_name_is_no_common_word():
    assert not evidence_of("四川人").is_common_word(0, 2)
    assert evidence_of("学校的村").is_common_word(0, 2)
