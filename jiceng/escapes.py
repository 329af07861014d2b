"""What others wrote, in a message of ours: one line of a length that is read."""

_MOST = 200
"""Characters of it that are shown."""


def one_line(text: object) -> str:
    """Return a text as it may be quoted: what is not printable is an escape, what is too long is cut off."""
    shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in str(text)[: _MOST + 1])
    return shown if len(shown) <= _MOST else f"{shown[:_MOST]}…"


def first_line(error: BaseException) -> str:
    """Return the first line of an error's message."""
    return str(error).strip().partition("\n")[0]
