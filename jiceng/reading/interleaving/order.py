"""In which order the columns of a page are read whose lines are printed in turn."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jiceng.reading.interleaving.columns import columns_of
from jiceng.reading.interleaving.links import Links
from jiceng.reading.interleaving.weights import WEIGHTS
from jiceng.reading.lines.split import Line


def column_order(lines: Sequence[Line]) -> list[list[int]] | None:
    """Return the lines of a page column by column, by their index, furniture first; None where its text does not tell.

    Columns are in the order of their first lines.
    """
    furniture = [[index] for index, line in enumerate(lines) if line.kind == "furniture"]
    printed = [index for index, line in enumerate(lines) if line.kind != "furniture"]
    if len(printed) > WEIGHTS.most_lines:
        return None
    links = Links([lines[index] for index in printed])
    whole = columns_of(links, len(printed))
    if not _tells(whole, links, len(printed)):
        return None
    columns = sorted(part for column in whole for part in _parted(column, links))
    return [*furniture, *([printed[line] for line in column] for column in columns)]


def _tells(columns: Sequence[Sequence[int]], links: Links, lines: int) -> bool:
    """Return whether the lines of columns go on in each other as those of a page do, or come strictly by turns."""
    pairs = [pair for column in columns for pair in pairwise(column)]
    odds = [links.odds(*pair) for pair in pairs if not links.ends_sentence(pair[0])]
    mean = sum(odds) / (len(odds) or 1)
    apart = {lower: lower - upper for upper, lower in pairs}
    regular = sum([apart.get(line) == apart.get(line + 1) for line in range(lines - 1)]) >= WEIGHTS.regular * lines
    return mean >= (WEIGHTS.regular_odds if regular else WEIGHTS.column_odds)


def _parted(column: Sequence[int], links: Links) -> Iterator[list[int]]:
    """Yield the parts of a column between which a title may be printed: one over several columns ends what is above."""
    part = [column[0]]
    for upper, lower in pairwise(column):
        if links.begins_paragraph(upper, lower) and any(map(links.may_be_title, range(upper + 1, lower + 1))):
            yield part
            part = []
        part.append(lower)
    yield part
