"""A page file's bytes, read to rows; every promise that concerns one page is proved of them."""

from datetime import date

from jiceng.dataset.checks.proofs import prove_page
from jiceng.page import PageFile, read_pages
from jiceng.records import records_of
from schemas import Newspaper
from tests.fuzzing.allowed import refusals, require_sentence
from tests.fuzzing.target import place

_NEWSPAPER = Newspaper(newspaper="jia", title="甲报", home="江西省/南昌市")


def read_to_rows(data: bytes, suffix: str) -> None:
    """Read a page file as a build does; raises AssertionError where rows are rejected or break a promise."""
    path = place() / f"01{suffix}"
    path.write_bytes(data)
    with refusals():
        for page in read_pages(PageFile("jia/2026-01-03/01", "jia", path, f"jia/2026-01-03/01{suffix}", DAY, None)):
            records = records_of(page, _NEWSPAPER)
            for fault in records.faults:
                require_sentence(str(fault))
            if page.fault is None:
                assert records.rows["rejects"] == []
            assert prove_page(records.rows) == []


DAY = date(2026, 1, 3)
