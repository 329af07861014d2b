"""The folder in which a build is put together: files written into it, files carried over from the build before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from jiceng.dataset.buckets import PARTIALS
from jiceng.dataset.builds.previous import PreviousBuild
from jiceng.dataset.manifest import MANIFEST, BuildFile
from jiceng.storage import Location, copy_file, link_or_copy, move_into_place, sha256_of


@dataclass(slots=True)
class Assembly:
    """A build that is being put together in a folder of this machine."""

    folder: Path
    output: Location
    before: PreviousBuild | None
    connection: duckdb.DuckDBPyConnection
    files: list[BuildFile] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    buckets: dict[str, int] = field(default_factory=dict)
    carried: list[BuildFile] = field(default_factory=list)

    def is_as_before(self, name: str, inputs: str) -> bool:
        """Note the hash of the inputs of a section; return whether the build before made it of the same inputs."""
        self.sections[name] = inputs
        return self.before is not None and self.before.manifest.sections.get(name) == inputs

    def carry(self, name: str) -> None:
        """Take the files of a section, or of a table that is written whole, from the build before.

        Files of object storage are copied there, by `move_to`.
        """
        assert self.before is not None
        for file in self.before.files.get(name, ()):
            if isinstance(self.before.folder, Path):
                link_or_copy(self.before.folder / file.path, self.folder / file.path)
            self.carried.append(file)
            self.files.append(file)

    def place_of(self, file: BuildFile) -> Location:
        """Return where a file of the build is now: what is carried over on object storage is in the build before."""
        if file in self.carried and self.before is not None:
            return self.before.folder / file.path
        return self.folder / file.path

    def add(self, paths: Iterable[Path], table: str | None, section: str | None) -> None:
        """List files that have been written into the folder in the manifest."""
        for path in paths:
            name = path.relative_to(self.folder).as_posix()
            is_partial = name.startswith(f"{PARTIALS}/")
            self.files.append(
                BuildFile(
                    path=name,
                    table=None if is_partial else table,
                    rows=None if table is None or is_partial else pq.read_metadata(path).num_rows,
                    bytes=path.stat().st_size,
                    sha256=sha256_of(path),
                    section=section,
                )
            )

    def move_to(self, target: Location) -> None:
        """Move the build into place; on object storage, copy there what is carried over."""
        if self.before is not None and not isinstance(target, Path):
            for file in self.carried:
                copy_file(self.before.folder / file.path, target / file.path)
        move_into_place(self.folder, target, last=MANIFEST)
