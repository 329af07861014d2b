import json

import pytest

from jiceng.dataset.seals import BrokenSeal, sealed_text, unsealed

VALUES = {"name": "示例/2026-01", "rows": {"pages": 2}, "faults": [], "share": 0.5}


def test_what_was_sealed_is_read_again() -> None:
    assert unsealed(sealed_text(VALUES).encode()) == VALUES


def test_every_flipped_bit_that_changes_the_content_is_seen() -> None:
    data = sealed_text(VALUES).encode()
    for at in range(len(data)):
        for bit in range(8):
            flipped = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            try:
                assert unsealed(flipped) == VALUES, "only white space may differ unseen"
            except BrokenSeal:
                continue


@pytest.mark.parametrize("text", ["", "[]", "null", '{"seal": 1}', json.dumps(VALUES), "[" * 100_000, '"seal"'])
def test_what_is_no_sealed_object(text: str) -> None:
    with pytest.raises(BrokenSeal):
        unsealed(text.encode())
