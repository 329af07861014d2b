"""Values as the text of a table's cell or as JSON."""

import json
from decimal import Decimal
from math import isfinite
from typing import Any


def json_value(value: Any) -> Any:
    """Return a number that JSON knows for DuckDB's wide ones, null for NaN and infinity, other values as they are."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def as_text(value: Any) -> str:
    """Return a value as the text of a cell: nothing for null, lists and structs as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(json_value(value))
