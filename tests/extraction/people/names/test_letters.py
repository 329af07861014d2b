from jiceng.extraction.people.names.letters import FIRST_OF_SURNAMES, LETTERS_BESIDE_POINTS, SURNAMES, TRANSLITERATION


def test_a_compound_surname_begins_with_one_of_the_first_characters():
    assert "欧阳" in SURNAMES
    assert "欧" in FIRST_OF_SURNAMES


def test_points_allow_more_characters():
    assert TRANSLITERATION < LETTERS_BESIDE_POINTS
