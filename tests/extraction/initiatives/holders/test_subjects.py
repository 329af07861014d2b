import pytest

from jiceng.extraction.initiatives.holders.subjects import subjects_before

from ...sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("近日，太平社区全面推行“春风”", ["太平社区"]),
        ("花山街道开展活动，太平社区推行“春风”", ["太平社区", "花山街道"]),
        ("去年以来，学生处设立热线，团委开展“春风”", ["团委", "学生处"]),
        ("推行“春风”", []),
        ("我们在花山推行“春风”", []),
        ("这是花山博物院推行的“春风”", []),
        ("联手国内动漫推行“春风”", []),
    ],
)
def test_the_subjects_of_clauses(text, subjects):
    article = article_of(text)
    assert [text[one.start : one.end] for one in subjects_before(article, text.index("“"))] == subjects


def test_where_a_subject_is():
    text = "前文。\n太平社区推行“春风”，花山街道推行“夏雨”"
    article = article_of(text)
    near, far = subjects_before(article, text.index("“夏雨"))
    assert (near.clauses, near.opens_sentence) == (0, False)
    assert (far.clauses, far.opens_sentence) == (1, True)
    assert list(subjects_before(article, 0)) == []
