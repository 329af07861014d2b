"""Values as cells and as JSON."""

from datetime import date
from decimal import Decimal

import pytest

from flows.console.rows import as_text, json_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (Decimal(3), "3"),
        (Decimal("1.5"), "1.5"),
        (date(2024, 1, 5), "2024-01-05"),
        ([{"start": 1}], '[{"start": 1}]'),
        (["张三"], '["张三"]'),
        ("张三", "张三"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert as_text(value) == text


def test_what_is_no_number_is_null_in_json() -> None:
    assert json_value(float("nan")) is None
    assert json_value(float("inf")) is None
