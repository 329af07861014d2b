"""Credits as tables of tests write them."""

from collections.abc import Sequence

from schemas import Credit

_ROLES = {"r": "reporter", "i": "intern", "c": "correspondent", "p": "photographer", "e": "editor", "a": "author"}


def written(found: Sequence[Credit] | None) -> str | None:
    """Return credits as `name:first letter of the role`, a space between them."""
    if found is None:
        return None
    letters = {role: letter for letter, role in _ROLES.items()}
    return " ".join(f"{credit.name}:{letters[credit.role]}" for credit in found)
