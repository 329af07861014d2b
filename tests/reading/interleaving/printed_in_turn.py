"""Invented articles set in columns whose lines are printed in turn."""

import re
from itertools import chain, zip_longest
from typing import Any

from tests.reading.own_articles import BUS, CANTEEN, LIBRARY, RIVER, TEA

_LINE = ".{1,17}[，。、”]?"
"""A line of a column; a closing mark hangs over its edge."""


def column(*articles: dict[str, Any]) -> list[str]:
    """Return the lines of a column: the paragraphs of articles, without titles."""
    lines: list[str] = []
    for article in articles:
        for unit in article["units"]:
            if unit["role"] == "body":
                lines += [line.strip() for line in re.findall(_LINE, "　　" + unit["text"])]
    return lines


def in_turn(*columns: list[str]) -> str:
    """Return a raw text with the first lines of all columns, then their second lines, and so on."""
    return "\n".join(filter(None, chain.from_iterable(zip_longest(*columns)))) + "\n"


COLUMNS = (column(LIBRARY, CANTEEN), column(RIVER), column(TEA, BUS))
