"""One page, found and read afresh, to be shown."""

from pathlib import Path

from flows.faults import CallFault
from jiceng.inspection import Inspection, inspect_reading
from jiceng.page import InputFault, RawPage, find_page, read_page
from jiceng.reading import read_articles


def read_and_inspect(raw: Path, name: str) -> tuple[RawPage, Inspection]:
    """Return the page that a page_id or path means, and how it is read.

    Raises CallFault where no page file is meant, and InputFault where the file cannot be read or decoded.
    """
    try:
        file = find_page(raw, name)
    except InputFault as error:
        raise CallFault(str(error)) from None
    page = read_page(file)
    if page.fault is not None:
        raise InputFault(page.fault)
    if page.raw_text is None:
        raise AssertionError("a page has its raw text or its fault")
    return page, inspect_reading(page.raw_text, read_articles(page.raw_text))
