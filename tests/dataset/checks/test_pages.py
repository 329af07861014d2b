import sys

from jiceng.dataset.checks.pages import WHITE_SPACE


def test_white_space_is_what_python_takes_for_it() -> None:
    assert set(filter(str.isspace, map(chr, range(sys.maxunicode + 1)))) == set(WHITE_SPACE)
