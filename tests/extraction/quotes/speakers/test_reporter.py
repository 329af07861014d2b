import pytest

from jiceng.extraction.quotes.speakers.reporter import reporter_speaks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者问", True),
        ("有记者在现场问", True),
        ("俗话常说", True),
        ("张三对记者说", False),
        ("张三接受本报记者采访时表示", False),
        ("张三拉着记者的手说", False),
        ("张三说", False),
    ],
)
def test_the_reporter_is_no_source(text, expected):
    cue = max(text.rfind(word) for word in ("说", "问", "表示"))
    assert reporter_speaks(text, 0, cue) is expected
