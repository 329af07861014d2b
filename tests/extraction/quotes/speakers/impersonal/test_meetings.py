import pytest

from jiceng.extraction.quotes.speakers.impersonal.meetings import meeting

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [("近日市委十届八次全会", "市委十届八次全会"), ("党的十九届四中全会", "党的十九届四中全会"), ("市民政局", None)],
)
def test_meetings(text, expected):
    found = meeting(article_of(text), 0, len(text))
    assert (found and (found.name, found.kind)) == (expected and (expected, "meeting"))
