"""Bytes → text: which encoding a page file is in."""

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
"""Encodings that a page toml may declare; GBK and GB2312 are decoded as their superset GB18030, Big5 as Big5-HKSCS."""
_ALIASES = {
    "utf8": "utf-8",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "utf16": "utf-16",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "ansi": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 4_000
"""Code points of a decoded text whose Chinese characters are counted."""
_COMMON_ENOUGH = 0.8
"""Least share of common characters in a page that was decoded rightly. Measured: newspaper pages 0.98 and more; the
page in raw/, UTF-8 decoded as GB18030, 0.15."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of some bytes, without its byte-order mark, and the encoding it was decoded with.

    Without a declared encoding, a byte-order mark decides; without one, the bytes are UTF-8 if they are valid UTF-8.
    Else they are what charset-normalizer finds likeliest of UTF-16 and GB18030, or else Big5, if that gives mostly
    common Chinese characters: a damaged UTF-8 page often decodes as GB18030, too, but into ones that nobody uses.

    Raises UnicodeDecodeError, whose `start` is the first bad byte, and LookupError for an encoding not in ENCODINGS.
    """
    if declared is not None:
        name = declared.lower().replace("_", "-")
        encoding = _ALIASES.get(name, name)
        if encoding not in ENCODINGS:
            raise LookupError(f"encoding {declared!r} is not one of {', '.join(ENCODINGS)}")
        return _decode_as(data, encoding)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first_error = error
    for encoding in _likely_encodings(data):
        try:
            text, _ = _decode_as(data, encoding)
        except UnicodeDecodeError:
            continue
        if _common_character_share(text, encoding) >= _COMMON_ENOUGH:
            return text, encoding
    raise first_error


def _decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding)
    return text.removeprefix("\ufeff"), encoding


def _likely_encodings(data: bytes) -> list[str]:
    """Return the encodings that the bytes may be in, likeliest first."""
    from charset_normalizer import from_bytes  # for the few pages that are neither UTF-8 nor say what they are

    matches = from_bytes(data, cp_isolation=["gb18030", "utf_16_le", "utf_16_be"])
    likely = [match.encoding.replace("_", "-") for match in matches]
    return list(dict.fromkeys([*likely, "gb18030", "big5hkscs"]))  # charset-normalizer returns nothing for a few words


def _common_character_share(text: str, encoding: str) -> float:
    """Return the share of Chinese characters that are among the common ones: the first level of GB 2312, or of Big5."""
    chinese = [character for character in text[:_SAMPLE] if "\u4e00" <= character <= "\u9fff"]
    code, least, most = ("big5", b"\xa4", b"\xc6") if encoding == "big5hkscs" else ("gb2312", b"\xb0", b"\xd7")
    common = sum(least <= character.encode(code, "ignore")[:1] <= most for character in chinese)
    return common / len(chinese) if chinese else 0.0
