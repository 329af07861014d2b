"""`jiceng inspect`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import Raw
from flows.faults import DONE, as_call_fault, as_data_fault

if TYPE_CHECKING:
    from jiceng.inspection import Inspection
    from jiceng.page import RawPage


def inspect(
    page: Annotated[
        str,
        typer.Argument(
            help="A page_id, a path below raw/, or the path of any page file, also outside raw/.", show_default=False
        ),
    ],
    html: Annotated[
        Path | None, typer.Option(help="Write it into this HTML file instead (-: to standard output).")
    ] = None,
    raw: Raw = None,
) -> int:
    """Show how a page was read.

    Every raw line with its verdict (does the text go on at its end?), the rule that decided and how often it is right,
    beside the articles that came of them. The page is read afresh; no dataset is needed.
    """
    from flows.settings import load_settings

    raw_page, inspection = read_and_inspect(load_settings(raw=raw).local_raw, page)
    if html is None:
        from flows.console.inspection.terminal import show_inspection

        show_inspection(raw_page, inspection)
    else:
        from flows.console.inspection.html import write_html

        write_html(raw_page, inspection, html)
    return DONE


def read_and_inspect(raw: Path, name: str) -> "tuple[RawPage, Inspection]":
    """Return the page that a page_id or path names, and how it is read.

    Raises CallFault if that names no page file, and DataFault if the file cannot be read or decoded.
    """
    from jiceng.inspection import inspect_reading
    from jiceng.page import InputFault, find_page, read_page
    from jiceng.reading import read_articles

    with as_call_fault(InputFault):
        file = find_page(raw, name)
    with as_data_fault(InputFault):
        page = read_page(file)
        if page.fault is not None:
            raise InputFault(page.fault)
    if page.raw_text is None:
        raise AssertionError("a page has its raw text or its fault")
    return page, inspect_reading(page.raw_text, read_articles(page.raw_text, page.sizes))
