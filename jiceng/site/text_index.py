"""Where in the texts of a table each token is said: what a search in the browser reads in place of the texts.

The texts of all rows are taken as one, in the order of the table, each followed by a line end. The positions of a token
in it tell rows and phrases: tokens that follow each other have positions that do. So no text is read to find a phrase.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiceng.dataset.search.chunks import Chunks, Columns, changes
from jiceng.dataset.search.postings import CHUNK_CHARACTERS
from jiceng.dataset.search.tokens import codes_of, tokens_of_codes

_BREAK = "\n"
"""Between the columns of a row, and after it; no token has it."""


def positions(rows: Iterable[pa.Table], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each token of the columns of rows, in its order, with its positions: the first, and the gaps between them.

    Positions count code points; the gaps are numbers with commas between them.
    """
    with TemporaryDirectory(prefix="jiceng-site-") as spill:
        chunks = Chunks(Path(spill), "tokens")
        waiting: list[str] = []
        first = size = 0
        for table in rows:
            for text in _texts(table, columns):
                waiting.append(text)
                size += len(text)
                if size >= CHUNK_CHARACTERS:
                    _add(chunks, "".join(waiting), first)
                    waiting, first, size = [], first + size, 0
        _add(chunks, "".join(waiting), first)
        for merged in chunks.merged():
            yield from _of_tokens(merged)


def _texts(table: pa.Table, columns: Sequence[str]) -> list[str]:
    """Return the text of each row, as many characters as its columns have and a break for each."""
    filled = [pc.fill_null(table[name], "") for name in columns]
    texts: list[str] = pc.binary_join_element_wise(*filled, pa.scalar(""), _BREAK).to_pylist()
    return [_lower(text) for text in texts]


def _lower(text: str) -> str:
    """Return a text in lower case, characters whose lower case is more than one left as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each if len(each.lower()) > 1 else each.lower() for each in text)


def _add(chunks: Chunks, text: str, first: int) -> None:
    codes, at = codes_of(text)
    order = np.argsort(codes, kind="stable")
    chunks.add(codes[order], at[order].astype(np.int64) + first)


def _of_tokens(merged: Columns) -> Iterator[tuple[str, str]]:
    codes, at = merged
    starts = changes(codes)
    gaps = np.diff(at, prepend=0)
    gaps[starts] = at[starts]
    bounds = pa.array(np.append(starts, len(codes)), pa.int32())
    lists = pa.ListArray.from_arrays(bounds, pa.array(gaps).cast(pa.string()))
    yield from zip(tokens_of_codes(codes[starts]).to_pylist(), pc.binary_join(lists, ",").to_pylist(), strict=True)
