"""Chunks of sorted tokens, which wait in files and are merged, so that memory does not grow with the dataset."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from jiceng.dataset.search.tokens import Codes

MERGED = 1_000_000
"""Rows that are merged at a time, about."""
Columns = tuple[npt.NDArray[Any], ...]
"""Codes of tokens in their order, and of each what else is known of it."""


@dataclass(slots=True)
class Chunks:
    """Chunks of columns that are added one after the other, each sorted by its codes."""

    spill: Path
    """Folder for files that wait."""
    name: str
    """What the names of its files begin with."""
    _chunks: list[Columns] = field(default_factory=list)

    def add(self, codes: Codes, *others: npt.NDArray[Any]) -> None:
        """Add a chunk; the one before it goes into files."""
        self._chunks.append((codes, *others))
        if len(self._chunks) > 1:
            self._chunks[-2] = tuple(
                self._mapped(f"{self.name}-{len(self._chunks)}-{number}", values)
                for number, values in enumerate(self._chunks[-2])
            )

    def _mapped(self, name: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return values as a file's, which is mapped into memory where they are read."""
        path = self.spill / f"{name}.npy"
        np.save(path, values)
        mapped: npt.NDArray[Any] = np.load(path, mmap_mode="r") if len(values) else values
        return mapped

    def merged(self) -> Iterator[Columns]:
        """Yield the rows of all chunks in the order of their codes, those of a code together and as they were added."""
        if not self._chunks:
            return
        bounds = self._bounds()
        for low, high in zip(bounds, [*bounds[1:], None], strict=True):
            parts = [[values[_within(chunk[0], low, high)] for values in chunk] for chunk in self._chunks]
            columns = tuple(np.concatenate(column) for column in zip(*parts, strict=True))
            if len(parts) > 1:
                order = np.argsort(columns[0], kind="stable")
                columns = tuple(column[order] for column in columns)
            if len(columns[0]):
                yield columns

    def _bounds(self) -> list[np.uint64]:
        """Return codes between which about MERGED rows are each."""
        every = 1_000
        sampled = np.sort(np.concatenate([np.zeros(1, np.uint64), *(chunk[0][::every] for chunk in self._chunks)]))
        return list(np.unique(sampled[:: MERGED // every]))


def changes(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.intp]:
    """Return where in sorted values another value begins."""
    return np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])


def _within(codes: Codes, low: np.uint64, high: np.uint64 | None) -> slice:
    return slice(int(np.searchsorted(codes, low)), len(codes) if high is None else int(np.searchsorted(codes, high)))
