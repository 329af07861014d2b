"""What Python printed of an engine's result (print, repr) → the value, as JSON would have it."""

import ast
import re
from typing import Any

from jiceng.ocr.boxes import OcrFault

_PYTHON = re.compile(r"\s*[\[{(]")
_SCALAR = re.compile(r"\bnp\.(?:int|uint|float)[0-9]*\(([^()]*)\)")
_ARRAY = re.compile(r"\b(?:np\.)?array\((\[[^()]*?\])(?:,\s*(?:dtype|shape)=[^()\[\]]*(?:\([^()]*\))?)*\)")
_MOST = 8 * 1024 * 1024
"""Characters; parsing takes some hundred times as much memory."""


def python_value(document: str) -> Any:
    """Return lists, numbers and texts of a printed value; None if it is none.

    Raises OcrFault where numpy left numbers out, as it does of long arrays.
    """
    if len(document) > _MOST or "'" not in document or not _PYTHON.match(document):
        return None
    try:
        value = ast.literal_eval(_ARRAY.sub(r"\1", _SCALAR.sub(r"\1", document)).strip())
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    return _as_json(value)


def _as_json(value: Any) -> Any:
    if value is Ellipsis:
        advice = "let the engine write JSON (PaddleOCR: save_to_json; else json.dump)"
        raise OcrFault("is what Python printed, with numbers left out (...)", None, advice)
    if isinstance(value, dict):
        return {str(key): _as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
