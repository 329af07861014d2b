from jiceng.reading import read_lines
from jiceng.reading.condition import page_issues
from tests.reading.own_articles import LIBRARY

TEXT = "".join(unit["text"] for unit in LIBRARY["units"] if unit["role"] == "body")


def test_spaces_between_characters_are_an_issue_of_the_page() -> None:
    lines = [TEXT[at : at + 20] for at in range(0, 200, 20)]
    assert page_issues("\n".join(lines), read_lines("\n".join(lines))) == ()
    spaced = "\n".join(" ".join(line) for line in lines)
    assert page_issues(spaced, read_lines(spaced)) == ("spaced",)
