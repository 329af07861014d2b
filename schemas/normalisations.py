"""The one table of characters that a text may show in place of those of the raw text, one for one."""

LINE_ENDS = "\n\r\f\x85\u2028\u2029"
"""Characters that end a line; CRLF is one line end."""

NORMALISATIONS: dict[str, str] = {
    # half-width punctuation between Chinese characters, as OCR sets it
    ",": "，",
    ":": "：",
    ";": "；",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    # a line end between two Latin words is the space that stood there
    **dict.fromkeys(LINE_ENDS, " "),
    # the spaces of layout that separate words of a title or a byline
    "\t": " ",
    "\u00a0": " ",
    "\u3000": " ",
}
"""Raw character → the character that a text may have instead. Look-alike letters and digits are never among them."""


def may_stand_for(raw: str, shown: str) -> bool:
    """Return whether the text character `shown` is the raw character or its normalisation."""
    return raw == shown or NORMALISATIONS.get(raw) == shown
