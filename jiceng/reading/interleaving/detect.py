"""Whether lines of different columns are printed in turn, as OCR engines order the boxes of a page by their height.

Half of the line ends inside a column cut a word; where lines of different columns meet, a word is across one in four by
chance. That clears nearly every page at once; of the others all that links two lines is weighed.
"""

import math
from collections.abc import Sequence

from jiceng.reading.interleaving.links import Links, word_across
from jiceng.reading.interleaving.weights import WEIGHTS
from jiceng.reading.lines.split import SENTENCE_ENDS, Line

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
    odds = 0.0
    for index in [at for first in range(_STRIDE) for at in range(first, len(texts) - 1, _STRIDE)]:
        upper, lower = texts[index], texts[index + 1]
        if upper[-1] >= "\u4e00" and "\u4e00" <= lower[0] <= "\u9fff" and upper[-1] <= "\u9fff":
            odds += WEIGHTS.word_cut if word_across(upper, lower) else WEIGHTS.no_word_cut
            if odds >= WEIGHTS.words_go_on:
                return True
    return False
