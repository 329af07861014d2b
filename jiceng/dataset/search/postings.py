"""Texts → postings: which token is in which document, sorted by token.

Texts are taken some million characters at a time; the sorted postings of each chunk wait in a file, and are merged. So
memory does not grow with the dataset.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jiceng.dataset.search.tokens import CODE_BITS, Codes, codes_of, tokens_of_codes
from schemas import Posting, arrow_schema

CHUNK_CHARACTERS = 4_000_000
"""Of the texts that are sorted at a time; also the postings that are merged at a time."""
_BREAK = "\n"
"""After each text; no token has it."""
_USUAL_LENGTH = {"articles": 800, "initiatives": 60, "quotes": 60}
"""Characters of a usual text of a target: a token weighs less in a longer one (BM25 with k = 1.2, b = 0.75)."""
_DOCUMENT_BITS = np.uint64(64 - CODE_BITS)
MOST_DOCUMENTS = 1 << (64 - CODE_BITS)
"""Documents of a chunk: their numbers are sorted together with the tokens."""
Chunk = tuple[Codes, npt.NDArray[np.uint64], npt.NDArray[np.int16]]
"""Tokens in their order, and the document and weight of each."""


@dataclass(slots=True)
class Postings:
    """The postings of one target, in chunks of documents that follow each other."""

    target: str
    spill: Path
    """Folder for files that wait."""
    _chunks: list[Chunk] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _size: int = 0
    """Characters that wait."""
    _first: int = 0
    """Number of the first document that waits."""

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
        starts = _changes(packed)
        times = np.diff(starts, append=len(packed))
        packed = packed[starts]
        numbers = packed & np.uint64(MOST_DOCUMENTS - 1)
        share = 1.2 * (0.25 + 0.75 * lengths / _USUAL_LENGTH[self.target])
        weights = np.maximum(np.rint(1000 * times / (times + share[numbers])), 1).astype(np.int16)
        self._chunks.append((packed >> _DOCUMENT_BITS, numbers + np.uint64(self._first), weights))
        self._first += len(texts)
        if len(self._chunks) > 1:
            self._chunks[-2] = self._stored(self._chunks[-2])

    def _stored(self, chunk: Chunk) -> Chunk:
        """Write a chunk into files, which are mapped into memory where they are read."""
        codes, documents, weights = chunk
        return self._mapped("codes", codes), self._mapped("documents", documents), self._mapped("weights", weights)

    def _mapped(self, name: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        path = self.spill / f"{self.target}-{len(self._chunks)}-{name}.npy"
        np.save(path, values)
        mapped: npt.NDArray[Any] = np.load(path, mmap_mode="r") if len(values) else values
        return mapped

    def tables(self) -> Iterator[pa.Table]:
        """Yield all postings as tables, in the order of their key."""
        self._sort()
        bounds = self._bounds()
        if not bounds:
            return
        for low, high in zip(bounds, [*bounds[1:], None], strict=True):
            parts = [[values[_within(chunk[0], low, high)] for values in chunk] for chunk in self._chunks]
            codes, documents, weights = (np.concatenate(columns) for columns in zip(*parts, strict=True))
            if len(parts) > 1:
                order = np.argsort(codes, kind="stable")
                codes, documents, weights = codes[order], documents[order], weights[order]
            if len(codes):
                yield self._table(codes, documents, weights)

    def _bounds(self) -> list[np.uint64]:
        """Return codes between which about CHUNK_CHARACTERS postings are each."""
        every = 1_000
        sampled = np.sort(np.concatenate([np.zeros(1, np.uint64), *(codes[::every] for codes, _, _ in self._chunks)]))
        return list(np.unique(sampled[:: CHUNK_CHARACTERS // every])) if self._chunks else []

    def _table(self, codes: Codes, documents: npt.NDArray[np.uint64], weights: npt.NDArray[np.int16]) -> pa.Table:
        starts = _changes(codes)
        which = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(codes)))
        columns = [
            pa.repeat(pa.scalar(self.target), len(codes)),
            tokens_of_codes(codes[starts]).take(pa.array(which)),
            pa.array(documents.astype(np.int64)),
            pa.array(weights),
        ]
        return pa.table(columns, schema=arrow_schema(Posting))


def _changes(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.intp]:
    """Return where in sorted values another value begins."""
    return np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])


def _within(codes: Codes, low: np.uint64, high: np.uint64 | None) -> slice:
    return slice(int(np.searchsorted(codes, low)), len(codes) if high is None else int(np.searchsorted(codes, high)))
