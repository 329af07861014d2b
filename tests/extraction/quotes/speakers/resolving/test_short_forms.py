import pytest

from ..samples import mention_of, sources_of, speaker_of


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("局长王建国来了。王阿姨说", "王阿姨", ("王阿姨", "person", "named")),
        ("村民王秀英来了。王阿姨说", "王阿姨", ("王秀英", "person", "title")),
        ("局长王建国来了。王局长说", "王局长", ("王建国", "person", "title")),
        ("村民王建国来了。老王说", "老王", ("王建国", "person", "title")),
        ("老王说，村民王建国来了", "老王", ("王建国", "person", "title")),
        ("老王说，村民王建国、王文华来了", "老王", ("老王", "person", "named")),
        ("村民王晓菲来了。晓菲说", "晓菲", ("王晓菲", "person", "named")),
        ("村民王建国来了。老覃说，菜园很好", "老覃", ("老覃", "person", "named")),
    ],
)
def test_whom_a_short_form_means(text, words, expected):
    assert speaker_of(text, words) == expected


def test_the_office_before_an_unknown_short_form_is_the_speakers():
    sources = sources_of("花山村村民老覃说，菜园很好")
    speaker = sources.speaker(mention_of(sources, "老覃"))
    assert (speaker.name, speaker.title) == ("老覃", "村民")
