"""How a page was read, as one HTML file that needs no script and no network."""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from flows.console.escapes import printable
from flows.console.inspection.colours import ARTICLE_FILLS, DOUBT_FILL, ink_on, mixed
from flows.console.inspection.labels import (
    DOUBT_MEANING,
    DOUBT_SYMBOL,
    FURNITURE_MEANING,
    FURNITURE_SYMBOL,
    MEANINGS,
    SYMBOLS,
    UNREAD_MEANING,
    UNREAD_SYMBOL,
    article_facts,
    articles_by_first_line,
    comes_from,
    counts,
    goes_on,
    line_symbols,
    page_facts,
    piece_label,
    short_title,
    usual_width,
    verdict_sentence,
)
from flows.console.output import say
from flows.faults import CallFault
from jiceng.inspection import Inspection, article_letter, is_doubtful
from jiceng.page import RawPage
from jiceng.storage import temporary_folder

_WIDEST_LINE = 30
"""Ideographs of a raw line before it is wrapped."""

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of the page in a light or a dark surrounding; each ink is read on the grounds named with it."""

    paper: str
    """Ground of the page."""
    panel: str
    """Ground of what stands out from the page."""
    furniture: str
    """Ground of furniture."""
    ink: str
    """On paper, panel and the tints."""
    faint: str
    """On all grounds: numbers, labels, furniture."""
    link: str
    """On paper and panel."""
    rule: str
    """Thin lines, which nobody reads."""
    tint_share: float
    """How much of an article's colour its ground has."""
    strong_share: float
    """The same for the article that the reader points at."""

    @property
    def tints(self) -> tuple[str, ...]:
        """Grounds of the articles, one for each of ARTICLE_FILLS."""
        return tuple(mixed(fill, self.paper, self.tint_share) for fill in ARTICLE_FILLS)

    @property
    def strong_tints(self) -> tuple[str, ...]:
        """Grounds of the articles that the reader points at."""
        return tuple(mixed(fill, self.paper, self.strong_share) for fill in ARTICLE_FILLS)


LIGHT = Scheme(
    paper="#ffffff",
    panel="#f3f3f1",
    furniture="#ededed",
    ink="#1c1c1c",
    faint="#525252",
    link="#00548a",
    rule="#c9c9c4",
    tint_share=0.1,
    strong_share=0.3,
)
DARK = Scheme(
    paper="#15171a",
    panel="#22262b",
    furniture="#26282b",
    ink="#ecebe8",
    faint="#b4b8bd",
    link="#8ccbf2",
    rule="#454b52",
    tint_share=0.1,
    strong_share=0.25,
)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("flows.console.inspection", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    return environment.get_template("inspect.html.j2")


def inspection_html(page: RawPage, inspection: Inspection) -> str:
    """Return an HTML document: figures and legend, then raw lines with their verdicts beside what became of them."""
    return _template().render(
        page=page,
        facts=page_facts(page),
        inspection=inspection,
        counts=counts(inspection),
        raw_ems=min(usual_width(inspection.lines) / 2 + 1, _WIDEST_LINE),
        first_lines=articles_by_first_line(inspection),
        schemes=(LIGHT, DARK),
        fills=[(fill, ink_on(fill)) for fill in ARTICLE_FILLS],
        doubt=(DOUBT_FILL, ink_on(DOUBT_FILL)),
        legend=[(verdict, symbol, MEANINGS[verdict]) for verdict, symbol in SYMBOLS.items()],
        symbols_of=SYMBOLS,
        doubt_symbol=DOUBT_SYMBOL,
        doubt_meaning=DOUBT_MEANING,
        furniture_symbol=FURNITURE_SYMBOL,
        furniture_meaning=FURNITURE_MEANING,
        unread_symbol=UNREAD_SYMBOL,
        unread_meaning=UNREAD_MEANING,
        article_facts=article_facts,
        article_letter=article_letter,
        comes_from=comes_from,
        goes_on=goes_on,
        is_doubtful=is_doubtful,
        line_symbols=line_symbols,
        piece_label=piece_label,
        short_title=short_title,
        verdict_sentence=verdict_sentence,
    )


def write_html(page: RawPage, inspection: Inspection, target: Path) -> None:
    """Write the HTML document into a file, which is replaced at once, or to standard output.

    Raises CallFault if the file cannot be written, or is the page itself.
    """
    data = inspection_html(page, inspection).encode("utf-8", "replace")
    if target == STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        return
    try:
        file = target.resolve()
        if file.exists() and not file.is_file():
            raise CallFault(f"{target}: is not a file; give another with --html")
        if file == page.file.path.resolve():
            raise CallFault(f"{target}: is the page itself; give another file with --html")
        if not file.parent.is_dir():
            raise CallFault(f"{target}: its folder is not there; make it, or give another file with --html")
        with temporary_folder(file.parent) as folder:
            written = folder / "page.html"
            written.write_bytes(data)
            written.replace(file)
            say(f"{target} is written")
    except OSError as error:
        raise CallFault(f"{target}: cannot be written ({error.strerror}); give another file with --html") from None
