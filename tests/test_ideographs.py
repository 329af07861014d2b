import re

import pytest

from jiceng.ideographs import IDEOGRAPHS, is_ideograph


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("一", True),
        ("㛃", True),
        ("𠅤", True),
        ("𬭎", True),
        ("\ue863", True),
        ("a", False),
        ("。", False),
        ("あ", False),
    ],
)
def test_ideographs_are_known_by_character_and_by_code(character, expected):
    assert (re.fullmatch(f"[{IDEOGRAPHS}]", character) is not None) is expected
    assert is_ideograph(ord(character)) is expected
