import pytest

from jiceng.extraction.initiatives.holders.decide import distance_between

from ..initiatives_of import initiatives_in


def test_who_runs_one_initiative_runs_the_next():
    text = "太平社区推行“春风送暖”工程。同时，启动“夏雨润苗”行动，实施“秋收帮困”工程。"
    assert [found.holder for found in initiatives_in(text)] == ["太平社区"] * 3


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("近日，太平社区推行“春风送暖”工程。", "太平社区"),
        ("花山街道人多。太平社区创新方法，推行“春风送暖”工程。", "太平社区"),
        ("太平社区居民说，他们喜欢读书。花山街道实施“春风送暖”工程。", "花山街道"),
    ],
)
def test_who_acts_runs_it(text, holder):
    (found,) = initiatives_in(text)
    assert found.holder == holder


def test_it_is_said_where_another_may_run_it():
    (sure,) = initiatives_in("近日，太平社区推行“春风送暖”工程。")
    (unsure,) = initiatives_in("人们喜欢读书。“春风送暖”工程很受欢迎，推行“春风送暖”工程的人很多。")
    assert (sure.holder_uncertain, unsure.holder_uncertain) == (False, True)


def test_distances():
    assert distance_between("甲，乙", 0, 3) == "sentence"
    assert distance_between("甲。乙", 0, 3) == "paragraph"
    assert distance_between("甲。\n乙", 0, 4) == "article"
