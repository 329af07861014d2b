"""JSON objects that carry the hash of their own content, so that a changed bit in them is seen."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

SEAL = "seal"


class BrokenSeal(ValueError):
    """Sealed content is not what was written."""


def seal_of(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an object's content, without its seal."""
    content = {name: value for name, value in values.items() if name != SEAL}
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def sealed_text(values: Mapping[str, Any]) -> str:
    """Return an object as indented JSON, its seal in it."""
    sealed = {**values, SEAL: seal_of(values)}
    return json.dumps(sealed, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def unsealed(data: bytes) -> dict[str, Any]:
    """Return the content of an object's bytes; raises BrokenSeal if it is not what was written."""
    try:
        values = json.loads(data)
        if values.pop(SEAL) == seal_of(values):
            return dict(values)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        pass
    raise BrokenSeal("has other content than was written (its seal)")
