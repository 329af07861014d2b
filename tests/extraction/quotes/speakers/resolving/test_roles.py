import pytest

from ..samples import mention_of, sources_of, speaker_of


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("局长王建国来了。局长亲切地问", "局长", ("王建国", "person", "title")),
        ("公司负责人王建国来了。昨天负责人说", "负责人", ("王建国", "person", "title")),
        ("公司负责人王建国来了。国家复核办、统采办负责人说", "负责人", ("负责人", "person", "named")),
        ("局长王建国、局长李文华来了。局长说", "局长", ("局长", "person", "named")),
        ("民营企业负责人纷纷表示", "负责人", ("民营企业负责人", "group", "named")),
        ("民营企业负责人表示", "负责人", ("民营企业负责人", "person", "named")),
        ("广大村支书说", "支书", ("广大村支书", "group", "named")),
        ("多位校长说", "校长", ("多位校长", "group", "named")),
        ("120名队员说", "队员", ("120名队员", "group", "named")),
        ("一位校长指着黑板说", "校长", ("一位校长", "person", "named")),
    ],
)
def test_whom_a_role_means(text, words, expected):
    assert speaker_of(text, words) == expected


def test_an_office_without_a_name_keeps_title_and_organization():
    sources = sources_of("四川省民政厅厅长表示")
    speaker = sources.speaker(mention_of(sources, "厅长"))
    assert (speaker.title, speaker.organization, speaker.role_class) == ("厅长", "四川省民政厅", "government")
