"""Inputs made from others: words of a format are changed, so that more stays readable than where bytes are."""

import re
from collections.abc import Sequence
from random import Random

_WORD = re.compile(rb"\"[^\"\n]*\"|<[^<>]*>|[0-9.+-]+|[A-Za-z_]+|\s+|[\x80-\xff]+|.", re.DOTALL)
_NASTY = (
    *(b"", b"0", b"-1", b"1e999", b"NaN", b"9" * 5_000, b"-0.0", b"1e-300", b"2147483648", b"9223372036854775808"),
    *(b"null", b"true", b"\x00", b"\x1b[2J", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\\u0000"),
    *("\u202e".encode(), "\u200b".encode(), "\U000e0001".encode(), "㐂𠮷".encode(), "〇".encode(), b"\r", b"\x0c"),
    *(b"[" * 3_000, b"{" * 50, b'""', b"''", b"../", b"/", b"\\", b"&#0;", b"&lt;", b"<!--", b"]]>", b"\n\n"),
)


def mutated(data: bytes, chance: Random, tokens: Sequence[bytes] = (), most: int = 5_000) -> bytes:
    """Return an input with a few words changed, taken out, doubled or moved, or a few of its bytes changed."""
    words: list[bytes] = _WORD.findall(data)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        words = _changed(words, chance, tokens) if chance.random() < 0.85 else [_flipped(b"".join(words), chance)]
        if len(words) <= 1:
            words = _WORD.findall(b"".join(words))
    return b"".join(words)[:most]


def _changed(words: list[bytes], chance: Random, tokens: Sequence[bytes]) -> list[bytes]:
    at = chance.randrange(len(words) + 1)
    end = min(len(words), at + chance.choice((0, 1, 1, 1, 2, 8)))
    kind = chance.randrange(5)
    if kind == 0:
        return words[:at] + words[end:]
    if kind == 1:
        return words[:at] + words[at:end] * chance.choice((2, 3, 20)) + words[end:]
    if kind == 2 and words:
        start = chance.randrange(len(words))
        return words[:at] + words[start : start + chance.choice((1, 3, 10))] + words[end:]
    return [*words[:at], chance.choice(tokens if tokens and kind == 3 else _NASTY), *words[end:]]


def _flipped(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
