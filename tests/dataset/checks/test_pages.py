import sys

from schemas import NO_WIDTH, WHITE_SPACE


def test_white_space_is_what_python_takes_for_it_and_what_has_no_width() -> None:
    assert set(filter(str.isspace, map(chr, range(sys.maxunicode + 1)))) | set(NO_WIDTH) == set(WHITE_SPACE)
