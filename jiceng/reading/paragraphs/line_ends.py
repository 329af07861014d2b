"""What the words at a line end tell: whether a sentence ends, a mark is open, a word is cut in two."""

import rjieba

from jiceng.reading.lines.split import Line

_SENTENCE_ENDS = frozenset("。！？!?…；")
_CLOSING = '”’）》」』)"“'
"""Marks that close something at a line's end; “ turned the wrong way too, as no line ends with an opening mark."""
MAY_END = _SENTENCE_ENDS | frozenset(_CLOSING)
"""Marks that may end a paragraph."""
_MOST_CLOSING = 5
"""Closing marks that may follow the end of a sentence."""
_AROUND = 5
"""Characters on both sides of a line end among which a word across it is sought."""


def ends_sentence(text: str) -> bool:
    """Return whether a line ends as a paragraph may: with a full stop or the like, closing marks after it."""
    last = text[-1]
    if last in _SENTENCE_ENDS:
        return True
    return last in _CLOSING and text[-_MOST_CLOSING - 1 :].rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def opens_pair(text: str) -> bool:
    """Return whether a line opens a quotation mark, title mark or bracket that it does not close."""
    return (
        text.count("“") > text.count("”")
        or text.count("《") > text.count("》")
        or text.count("（") > text.count("）")
        or text.count("「") > text.count("」")
    )


def opens_bracket(text: str) -> bool:
    """Return whether a line opens a bracket, of full or half width, that it does not close."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def cuts_word(above: Line, line: Line) -> bool:
    """Return whether the segmenter finds a word across the end of the line above."""
    left = above.text[-_AROUND:]
    if not ("\u4e00" <= left[-1] <= "\u9fff" and "\u4e00" <= line.text[0] <= "\u9fff"):
        return False
    position = 0
    # The segmenter takes no lone surrogates.
    meeting = (left + line.text[:_AROUND]).encode("utf-8", "replace").decode("utf-8")
    for word in rjieba.cut(meeting):
        position += len(word)
        if position >= len(left):
            return position > len(left)
    return False
