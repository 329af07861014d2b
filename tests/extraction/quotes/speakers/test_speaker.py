from jiceng.extraction.quotes.speakers.speaker import Speaker


def test_words_of_a_text_name_a_source():
    speaker = Speaker.printed("不少居民说", 0, 4, "group")
    assert speaker == Speaker("不少居民", "group", 0, 4, "named")
    assert speaker.title is None


def test_other_words_mean_the_same_source():
    speaker = Speaker("王建国", "person", 2, 5, "named", "局长")
    assert speaker.meant_at(9, 10, "pronoun") == Speaker("王建国", "person", 9, 10, "pronoun", "局长")
