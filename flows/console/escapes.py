"""Text as it may be shown: what would move a cursor, change colours, reverse or hide text is written as an escape.

Everything that the command line writes for people passes through here: pages, file names and releases are written by
others. Which characters these are, Unicode says: controls, format characters (bidirectional ones, those of no width,
tags), halves of surrogate pairs (bytes of a file's name that are not UTF-8), and separators of lines and paragraphs.
"""

import json
import unicodedata
from typing import Any

_ESCAPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of Unicode whose characters are not shown as they are."""


class _Shown(dict[int, str | int]):
    """Code point → how it is shown; filled as characters are met."""

    def __init__(self, kept: str) -> None:
        super().__init__({ord(character): ord(character) for character in kept})

    def __missing__(self, code: int) -> str | int:
        shown = _escape(code) if unicodedata.category(chr(code)) in _ESCAPED else code
        self[code] = shown
        return shown


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _ShownInJson(_Shown):
    def __missing__(self, code: int) -> str | int:
        if unicodedata.category(chr(code)) in _ESCAPED:
            self[code] = json.dumps(chr(code))[1:-1] if code != 0x7F else "\\u007f"
        else:
            self[code] = code
        return self[code]


_IN_TEXT, _IN_LINE, _IN_JSON = _Shown(kept="\t\n"), _Shown(kept=""), _ShownInJson(kept="\n")


def printable(text: str) -> str:
    """Return a text for people, in which tabs and line feeds stay."""
    return text.translate(_IN_TEXT)


def printable_line(text: str) -> str:
    """Return a text for people as one line: a tab or line feed of a name is an escape, too."""
    return text.translate(_IN_LINE)


def json_text(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON that says the same with escapes; what JSON does not know is written as a string."""
    return printable_json(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def printable_json(document: str) -> str:
    """Return a JSON document with escapes in its strings; it means the same."""
    return document.translate(_IN_JSON)
