"""Releases of the small dataset of tests/dataset/sample.py."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jiceng.release.about import About
from jiceng.release.cut import CutRelease, ReleaseOrder, cut_release
from jiceng.release.floors import read_floors
from jiceng.release.folders import make_writable
from jiceng.release.redaction.redact import Policy
from tests.dataset.sample import copy_of

DAY = date(2026, 11, 22)
KEEP_ALL = Policy(text="full", private_people="keep")
ABOUT = About("Rivers & lakes: “a dataset”", ("A. Maker", "Others"), "https://example.org/rivers")


def order(day: date = DAY, **more: Any) -> ReleaseOrder:
    """An order of a sample dataset, one page of whose six cannot be read; without jiceng.duckdb, which takes time."""
    floors = read_floors().model_copy(update={"most": {"failed_pages": 0.5, "rejected_records": 0.5}})
    return replace(ReleaseOrder(day, ABOUT, floors=floors, policy=KEEP_ALL, database=False), **more)


def cut(output: Path, day: date = DAY, **more: Any) -> CutRelease:
    return cut_release(output, order(day, **more))


def copied(release: CutRelease, target: Path) -> Path:
    """Return a copy of a release's folder, to damage."""
    folder = copy_of(release.folder, target)
    make_writable(folder)
    return folder
