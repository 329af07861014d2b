import pytest

from jiceng.reading.condition.characters import issues_of_characters
from schemas.page import PageIssue
from tests.reading.own_articles import LIBRARY

TEXT = "\n".join(unit["text"] for unit in LIBRARY["units"])
TRADITIONAL = "社區裡的議事會開了三次，居民們說車位應當先讓給老人，辦事處答應下個月再增加三十個車位。" * 2


@pytest.mark.parametrize(
    ("raw", "issues"),
    [
        (TEXT, []),
        ("", []),
        (TEXT[:20], []),
        ("Only English words, and none of them is Chinese. " * 3, []),
        ("Zwölf Boxkämpfer jagen Eva quer über den großen Sylter Deich. " * 3, []),
        (TEXT.encode().decode("gbk", "replace"), ["mojibake", "unknown_characters"]),
        (TEXT.encode().decode("gb18030", "ignore"), ["mojibake", "unknown_characters"]),
        (TEXT.encode().decode("latin-1"), ["mojibake"]),
        (TEXT.encode("gbk", "replace").decode("latin-1"), ["mojibake"]),
        (TEXT.encode("gbk", "replace").decode("big5", "replace"), ["mojibake", "unknown_characters"]),
        (TEXT.encode("gbk", "replace").decode("utf-8", "replace"), ["unknown_characters"]),
        ("".join(character * 2 for character in TEXT), ["doubled"]),
        (TRADITIONAL, ["traditional"]),
        (TEXT + TRADITIONAL[:15], []),
        (TEXT.replace("书", "\ufffd"), ["unknown_characters"]),
        (TEXT.replace("书", "\ue123"), ["unknown_characters"]),
    ],
)
def test_what_the_characters_of_a_page_tell(raw: str, issues: list[PageIssue]) -> None:
    assert issues_of_characters(raw) == issues
