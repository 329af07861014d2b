"""Whether lines of different columns are printed in turn, as OCR engines order the boxes of a page by their height.

Half of the line ends inside a column cut a word; where lines of different columns meet, a word is across one in four by
chance. That clears nearly every page at once; of the others all that links two lines is weighed.
"""

import math
from collections.abc import Sequence
from itertools import accumulate

import rjieba

from jiceng.reading.interleaving.links import REACH, Links, is_ideograph
from jiceng.reading.interleaving.weights import WEIGHTS
from jiceng.reading.lines.split import SENTENCE_ENDS, Line

_AT_ONCE = 40
"""Line ends that are looked at together: so many clear most pages."""
_STRIDE = 7
"""Lines from one that is looked at to the next, until all have been."""


def is_interleaved(lines: Sequence[Line]) -> bool:
    """Return whether most lines of a page do not go on in the line below."""
    printed = [line for line in lines if line.kind == "text"][: WEIGHTS.most_lines]
    open_ended = [index for index, line in enumerate(printed) if line.text[-1] not in SENTENCE_ENDS]
    if len(open_ended) < WEIGHTS.fewest_lines or _words_go_on([line.text for line in printed]):
        return False
    links = Links(printed)

    def odds(lag: int) -> float:
        return sum([links.odds(index, index + lag) for index in open_ended if index + lag < len(printed)])

    below = odds(1)
    further = max(0.0, *map(odds, range(2, WEIGHTS.furthest + 1)))
    return further - below > WEIGHTS.against_below * math.sqrt(len(open_ended))


def _words_go_on(texts: Sequence[str]) -> bool:
    """Return whether words are across line ends as often as inside columns; line ends are taken from all over a page.

    No more of them are looked at than are needed.
    """
    order = [at for first in range(_STRIDE) for at in range(first, len(texts) - 1, _STRIDE)]
    meeting = [(texts[at][-REACH:], texts[at + 1][:REACH]) for at in order]
    meeting = [(end, start) for end, start in meeting if is_ideograph(end[-1]) and is_ideograph(start[0])]
    odds = 0.0
    for first in range(0, len(meeting), _AT_ONCE):
        for across in _words_across(meeting[first : first + _AT_ONCE]):
            odds += WEIGHTS.word_cut if across else WEIGHTS.no_word_cut
            if odds >= WEIGHTS.words_go_on:
                return True
    return False


def _words_across(meeting: Sequence[tuple[str, str]]) -> list[bool]:
    """Return for each end and start of two lines whether a word is across; all are segmented at once."""
    words = rjieba.cut("\n".join([end + start for end, start in meeting]))
    starts = set(accumulate(map(len, words)))
    lengths = [len(end) + len(start) + 1 for end, start in meeting]
    offsets = accumulate(lengths, initial=0)
    return [offset + len(end) not in starts for (end, _), offset in zip(meeting, offsets, strict=False)]
