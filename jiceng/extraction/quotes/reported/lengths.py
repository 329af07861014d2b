"""Lengths as named features."""

from collections.abc import Sequence


def step(what: str, length: int, steps: Sequence[int]) -> str:
    """Return the name of the first step that a length does not exceed (`length: at most 25`)."""
    return f"{what}: {next((f'at most {one}' for one in steps if length <= one), 'more')}"
