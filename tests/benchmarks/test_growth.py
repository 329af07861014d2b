"""No rule's work grows faster than a page: counted in calls, which are the same on every machine."""

import cProfile
from pathlib import Path

import pytest

from benchmarks.growth import PATTERNS, page_of, read_whole
from jiceng.page import RawPage

LARGER = 3
VARIED = [name for name in PATTERNS if name.startswith("other ")]
"""Patterns in which little is printed twice, so that little is answered from what is kept; the benchmark has all."""


def calls_for(page: RawPage) -> int:
    profile = cProfile.Profile()
    profile.runcall(read_whole, page)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", [*VARIED, "minority names", "people with offices"])
def test_work_grows_no_faster_than_a_page(name: str, tmp_path: Path) -> None:
    small, large = (page_of(tmp_path, PATTERNS[name], size) for size in (4_000, 4_000 * LARGER))
    read_whole(large)  # what is compiled or kept is not counted
    assert calls_for(large) <= calls_for(small) * LARGER * 1.3
