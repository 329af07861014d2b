import pytest

from jiceng.extraction.quotes.speakers.impersonal.documents import document

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日《实施意见》", "《实施意见》"),
        ("《基层治理实施意见》（以下简称《意见》）", "《意见》"),
        ("根据市委工作报告", "市委工作报告"),
        ("《实施意见》的作者", None),
        ("市民政局", None),
    ],
)
def test_documents(text, expected):
    found = document(article_of(text), 0, len(text))
    assert (found and found.name) == expected
    assert found is None or (text[found.start : found.end], found.kind) == (expected, "document")
