"""Texts → postings: which token is in which document, sorted by token.

Texts are taken some million characters at a time, so that memory does not grow with the dataset.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jiceng.dataset.search.chunks import Chunks, changes
from jiceng.dataset.search.tokens import CODE_BITS, Codes, codes_of, tokens_of_codes
from schemas import Posting, arrow_schema

CHUNK_CHARACTERS = 1_000_000
"""Of the texts that are sorted at a time."""
_BREAK = "\n"
"""After each text; no token has it."""
_USUAL_LENGTH = {"articles": 800, "initiatives": 60, "quotes": 60}
"""Characters of a usual text of a target: a token weighs less in a longer one (BM25 with k = 1.2, b = 0.75)."""
_DOCUMENT_BITS = np.uint64(64 - CODE_BITS)
MOST_DOCUMENTS = 1 << (64 - CODE_BITS)
"""Documents of a chunk: their numbers are sorted together with the tokens."""


@dataclass(slots=True)
class Postings:
    """The postings of one target, in chunks of documents that follow each other."""

    target: str
    spill: Path
    """Folder for files that wait."""
    _chunks: Chunks = field(init=False)
    """Tokens, documents and weights."""
    _waiting: list[str] = field(default_factory=list)
    _size: int = 0
    """Characters that wait."""
    _first: int = 0
    """Number of the first document that waits."""

    def __post_init__(self) -> None:
        self._chunks = Chunks(self.spill, self.target)

    def add(self, texts: Sequence[str], first: int) -> None:
        """Add the tokens of documents with the numbers `first`, `first` + 1 …, which follow those added before."""
        if not self._waiting:
            self._first = first
        for text in texts:
            self._waiting.append(text.lower().replace(_BREAK, " "))
            self._size += len(text) + 1
            if self._size >= CHUNK_CHARACTERS or len(self._waiting) == MOST_DOCUMENTS:
                self._sort()

    def _sort(self) -> None:
        """Make a chunk of the texts that wait."""
        texts, self._waiting, self._size = self._waiting, [], 0
        if not texts:
            return
        codes, at = codes_of(_BREAK.join(texts))
        lengths = np.array([len(text) for text in texts])
        numbers = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths + 1)[at]
        packed = np.sort((codes << _DOCUMENT_BITS) | numbers)
        starts = changes(packed)
        times = np.diff(starts, append=len(packed))
        packed = packed[starts]
        numbers = packed & np.uint64(MOST_DOCUMENTS - 1)
        share = 1.2 * (0.25 + 0.75 * lengths / _USUAL_LENGTH[self.target])
        weights = np.maximum(np.rint(1000 * times / (times + share[numbers])), 1).astype(np.int16)
        self._chunks.add(packed >> _DOCUMENT_BITS, numbers + np.uint64(self._first), weights)
        self._first += len(texts)

    def tables(self) -> Iterator[pa.Table]:
        """Yield all postings as tables, in the order of their key."""
        self._sort()
        for codes, documents, weights in self._chunks.merged():
            yield self._table(codes, documents, weights)

    def _table(self, codes: Codes, documents: npt.NDArray[np.uint64], weights: npt.NDArray[np.int16]) -> pa.Table:
        starts = changes(codes)
        which = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(codes)))
        columns = [
            pa.repeat(pa.scalar(self.target), len(codes)),
            tokens_of_codes(codes[starts]).take(pa.array(which)),
            pa.array(documents.astype(np.int64)),
            pa.array(weights),
        ]
        return pa.table(columns, schema=arrow_schema(Posting))
