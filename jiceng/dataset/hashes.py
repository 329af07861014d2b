"""A cache of the hashes of raw files: a file whose stamp is unchanged is not read again.

It is kept in `shards/hashes.parquet` and may be deleted at any time; then every file is hashed again.
"""

from dataclasses import dataclass, field
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.storage import Location, Stamp, absolute, is_settled, replace_file, sha256_of

HASHES = "hashes.parquet"
_SCHEMA = pa.schema(
    [("path", pa.string()), ("size", pa.int64()), ("version", pa.string()), ("sha256", pa.string())],
)


@dataclass(slots=True)
class FileHashes:
    """SHA-256 of files by location, valid as long as their stamps are unchanged."""

    _known: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    """Location → size, version, SHA-256, as stored."""
    _used: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    """Hashes that were asked for and can be stored."""
    read: int = 0
    """Number of files that were read."""

    def of(self, location: Location, stamp: Stamp | None) -> str:
        """Return the SHA-256 of a file with the stamp from its listing; raises OSError."""
        path = str(absolute(location))
        if stamp is None:
            return sha256_of(location)
        known = self._known.get(path)
        if known is not None and known[:2] == (stamp.size, stamp.version):
            self._used[path] = known
            return known[2]
        digest = sha256_of(location)
        self.read += 1
        if is_settled(stamp):
            self._used[path] = (stamp.size, stamp.version, digest)
        return digest

    @classmethod
    def load(cls, shards: Location) -> "FileHashes":
        """Return the cache in the folder of shards; an empty one if it cannot be read."""
        if not (shards / HASHES).is_file():
            return cls()
        try:
            stored = pa.BufferReader((shards / HASHES).read_bytes())
            columns = pq.ParquetFile(stored, page_checksum_verification=True).read().cast(_SCHEMA).to_pydict()
        except (OSError, pa.ArrowException, ValueError):
            return cls()
        rows = zip(columns["size"], columns["version"], columns["sha256"], strict=True)
        return cls(dict(zip(columns["path"], rows, strict=True)))

    def store(self, shards: Location) -> None:
        """Store the hashes that were asked for, unless they are those already stored; raises OSError."""
        if self._used == self._known:
            return
        rows = [(path, *known) for path, known in sorted(self._used.items())]
        columns = list(zip(*rows, strict=True)) or [()] * len(_SCHEMA)
        table = pa.table([pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)
        buffer = BytesIO()
        pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
        replace_file(shards / HASHES, buffer.getvalue())
