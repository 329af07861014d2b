import pytest

from jiceng.extraction.quotes.speakers.clauses import offset_after_last, subject_end

from ...sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("王建国说", "王建国"),
        ("王建国亲切地说", "王建国"),
        ("王建国近日在会上说", "王建国近日在"),
        ("王建国昨日说", "王建国"),
        ("王建国昨日接受本报记者采访时说", "王建国昨日"),
        ("王建国就社区工作说", "王建国"),
        ("村民们普遍认为", "村民们"),
        ("据市里的人对社区工作的了解说", "据市里的人对社区工作的了解"),
    ],
)
def test_a_subject_ends_before_adverbials(text, subject):
    cue = max(text.rfind(word) for word in ("说", "认为"))
    assert text[: subject_end(article_of(text), 0, cue)] == subject


def test_offset_after_the_last_mark():
    assert offset_after_last("，：", "甲，乙：丙，丁", 0, 5) == 4
    assert offset_after_last("，：", "甲，乙：丙，丁", 2, 3) == 2
