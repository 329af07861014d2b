from jiceng.extraction.people.names.odds import given_odds, like_names, odds_after, odds_before, surname_odds


def test_characters_of_names_are_likelier_in_names():
    assert surname_odds("赵建华") > 0 > surname_odds("国建华")
    assert given_odds("赵建华") > 0 > given_odds("赵的了")
    assert given_odds("欧阳建华") == given_odds("赵建华")
    assert given_odds("赵") == 0.0


def test_what_is_beside_names_is_likelier_there():
    text = "去年，赵建华说，好"
    assert odds_before(text, 3) > 0
    assert odds_after(text, 6) > 0
    assert odds_after("高速公路", 2) < 0
    assert odds_before("赵建华", 0) > 0


def test_ranges_that_look_like_names_are_found_at_their_offsets():
    text = "去年，赵建华说，好。"
    found = {text[one.start : one.end]: one.odds for one in like_names(text, 2.0)}
    assert max(found, key=found.__getitem__) == "赵建华"
    assert all(odds >= 2.0 for odds in found.values())
    assert list(like_names("", 2.0)) == []
