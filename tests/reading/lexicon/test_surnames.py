from jiceng.reading.lexicon.surnames import byline_surnames, common_surnames, surnames


def test_what_is_marked_is_a_surname_and_no_surname_is_listed_twice():
    assert common_surnames() < surnames()
    assert byline_surnames() < surnames()


def test_a_surname_that_is_oftener_a_word_shows_no_byline():
    assert {"海", "金"} <= surnames()
    assert "海" not in byline_surnames()
    assert "金" in byline_surnames()


def test_compound_surnames_are_kept_whole():
    assert "欧阳" in byline_surnames()
    assert "欧阳" not in common_surnames()
