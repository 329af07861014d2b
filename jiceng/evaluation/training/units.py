"""Which unit of the gold the lines of a page belong to."""

from collections import Counter
from collections.abc import Iterable, Mapping

from jiceng.evaluation.gold import GoldPage
from jiceng.reading.lines.split import Line

Unit = tuple[int, int]
"""Number of an article on its page, and of a title or paragraph in that article."""


def units_by_offset(page: GoldPage) -> dict[int, Unit]:
    """Return the unit of each raw offset that the gold knows."""
    return {offset: (run[2], run[3]) for run in page.truth.runs for offset in range(run[0], run[1])}


def unit_of(lines: Iterable[Line], units: Mapping[int, Unit]) -> Unit | None:
    """Return the unit of most characters of some lines, None where the gold knows none of them."""
    counts = Counter(units[at] for line in lines for at in range(line.start, line.end) if at in units)
    return counts.most_common(1)[0][0] if counts else None
