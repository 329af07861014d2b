from jiceng.extraction.people.find import candidates

from ..sample_articles import article_of


def seen(text, name):
    return candidates(article_of(text))[name].features


def test_titles_before_a_string_and_cues_after_it_are_seen_wherever_it_is_printed():
    features = seen("局长赵建华到会。赵建华说，好。", "赵建华")
    assert features["after: title"] == features["after: cue"] == 1.0
    assert "after: title" not in seen("会上，赵建华说，好。", "赵建华")


def test_strings_beside_each_other_in_a_list_are_seen():
    features = seen("会上，局长赵建华、周晓明、李文华出席。", "周晓明")
    assert features["list: sides"] == 2.0
    assert features["list: best beside"] >= 5.0


def test_a_string_that_another_character_always_follows_is_seen_as_part_of_a_name():
    text = "刘安和拿着账本。刘安和脱了贫。"
    assert seen(text, "刘安")["printed: one follower"] == 1.0
    assert seen(text, "刘安和")["printed: one follower"] == 0.0


def test_addresses_and_parts_of_names_with_points_are_no_candidates():
    assert "赵阿姨" not in candidates(article_of("居民赵阿姨说，好。"))
    assert "马可" not in candidates(article_of("市长马可·波罗说，好。"))
