"""Which pages of a build have an issue that whoever gives pages can do something about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow.compute as pc

from jiceng.storage import Location, read_parquet

_WITHHELD = "so no quotes, people and initiatives are taken from them"
ADVICE = {
    "columns_interleaved": "lines of several columns are printed in turn, so quotes, people and initiatives are "
    "uncertain or left out; give the boxes that the OCR engine found (its JSON, hOCR or ALTO)",
    "doubled": f"every character is there twice, {_WITHHELD}; recognize the page images by OCR",
    "mojibake": f"characters are damaged by a wrong encoding, {_WITHHELD}; decode the original files rightly",
    "unknown_characters": "many characters are unreadable signs (� and the like); recognize the page images by OCR",
    "extraction_cut": "articles have more characters than page_characters allows, so no quotes, people and initiatives "
    "are taken from the last of them; divide the file into its printed pages, or set page_characters",
}
"""Issue of pages → what it means for their records, and what to do."""


@dataclass(frozen=True, slots=True)
class DoubtfulPages:
    """The pages of a build that have one issue."""

    issue: str
    pages: int
    first: str
    """Its least page_id."""

    def __str__(self) -> str:
        named = f"1 page ({self.first})" if self.pages == 1 else f"{self.pages:,} pages ({self.first} …)"
        return f"{named}: {self.issue}: {ADVICE[self.issue]}"


def doubtful_pages(files: Iterable[Location]) -> tuple[DoubtfulPages, ...]:
    """Return the issues with ADVICE that pages have, sorted; `files` are those of the table `pages`."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in files:
        table = read_parquet(file, ["page_id", "issues"])
        for row in table.filter(pc.greater(pc.list_value_length(table["issues"]), 0)).to_pylist():
            for issue in row["issues"]:
                found[issue].append(row["page_id"])
    return tuple(
        DoubtfulPages(issue, len(found[issue]), min(found[issue])) for issue in sorted(found.keys() & ADVICE.keys())
    )
