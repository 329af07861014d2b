"""Put a release where others can fetch it: a folder, S3, or any address that fsspec knows.

Files go first, SHA256SUMS the last of them, index.json after all: who reads the index never sees half a release. What a
publishing that was cut off has put there is used by the next. Nothing that stands there is overwritten but the index.
Credentials are found by the storage's own library in its usual places (environment, configuration files); an address
that has one in it is refused, so that none is written or logged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

from jiceng.release.index import NoRelease, index_text, parse_index, read_index, with_release
from jiceng.release.layout import INDEX, SUMS, release_folder
from jiceng.release.verify import verify_release
from jiceng.storage import TEMPORARY
from schemas import Release, ReleaseFile, ReleaseIndex

_CHUNK = 2**22
_WITH_CREDENTIALS = re.compile(r"^[a-z0-9+.-]+://[^/]*@", re.IGNORECASE)


class NotPublished(Exception):
    """A release was not published; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing a release did."""

    version: str
    put: int
    """Files that were put there now."""
    stood: int
    """Files that were there already, with the same bytes."""
    withdrawn: tuple[str, ...]
    """Releases there whose files were removed, for they were withdrawn."""


def publish_release(output: Path, target: str, version: str | None = None) -> Published:
    """Put a release, by default the newest, to an address, and index.json after it.

    Releases there that were withdrawn here are withdrawn there. Raises NoRelease where there is no such release,
    NotPublished where it is damaged, withdrawn, or the address holds something else or cannot be written.
    """
    if _WITH_CREDENTIALS.match(target):
        raise NotPublished("the address has credentials in it; leave them to the environment of its storage")
    release = _wanted(read_index(output), version)
    verified = verify_release(str(release_folder(output, release.version)))
    if verified.broken:
        raise NotPublished(f"release {release.version} is damaged: {verified.broken[0]}")
    try:
        storage, root = fsspec.core.url_to_fs(target)
        place = _Target(storage, root.rstrip("/"), target.rstrip("/"))
        return _publish(place, output, release)
    except (ImportError, ValueError) as error:
        raise NotPublished(f"{target}: {error}") from None
    except OSError as error:
        raise NotPublished(f"{target}: cannot be written ({_said(error)}); call it again to go on") from None


def _said(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).partition("\n")[0]


def _wanted(index: ReleaseIndex, version: str | None) -> Release:
    release = index.find(version) if version else index.latest()
    if release is None:
        what = f"release {version}" if version else "release to publish"
        raise NoRelease(f"there is no {what}; `jiceng release` cuts one")
    if release.withdrawn is not None:
        raise NotPublished(f"release {release.version} was withdrawn on {release.withdrawn.when}")
    return release


@dataclass(frozen=True, slots=True)
class _Target:
    """Where releases are published: a storage and a folder of it."""

    storage: Any
    root: str
    address: str

    def path(self, name: str) -> str:
        return f"{self.root}/{name}"

    def read(self, name: str) -> bytes | None:
        try:
            found: bytes = self.storage.cat_file(self.path(name))
        except FileNotFoundError:
            return None
        return found

    def size(self, name: str) -> int | None:
        try:
            return int(self.storage.info(self.path(name))["size"])
        except FileNotFoundError:
            return None

    def digest(self, name: str) -> str:
        found = sha256()
        with self.storage.open(self.path(name), "rb") as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
        return found.hexdigest()

    def put(self, source: Path, name: str) -> None:
        """Put a file there at once: it is there whole or not at all."""
        path = self.path(name)
        if not isinstance(self.storage, LocalFileSystem):
            self.storage.put_file(str(source), path)
            return
        self.storage.makedirs(path.rpartition("/")[0], exist_ok=True)
        beside = f"{path.rpartition('/')[0]}/{TEMPORARY}{uuid4().hex}"
        try:
            self.storage.put_file(str(source), beside)
            self.storage.mv(beside, path)
        finally:
            if self.storage.exists(beside):
                self.storage.rm_file(beside)

    def write(self, name: str, data: bytes) -> None:
        """Replace a file there at once."""
        path = self.path(name)
        if not isinstance(self.storage, LocalFileSystem):
            self.storage.pipe_file(path, data)
            return
        self.storage.makedirs(self.root, exist_ok=True)
        beside = f"{self.root}/{TEMPORARY}{uuid4().hex}"
        self.storage.pipe_file(beside, data)
        self.storage.mv(beside, path)

    def remove(self, name: str) -> None:
        if self.storage.exists(self.path(name)):
            self.storage.rm_file(self.path(name))


def _publish(place: _Target, output: Path, release: Release) -> Published:
    place.storage.invalidate_cache()
    content = place.read(INDEX)
    there = parse_index(content, f"{place.address}/{INDEX}") if content is not None else ReleaseIndex()
    listed = there.find(release.version)
    if listed is not None and listed != release:
        raise NotPublished(f"{place.address}/{release.version}: another release of this version stands there")
    put = 0
    for file in _in_order(release):
        name = f"{release.version}/{file.path}"
        if _stands(place, name, file):
            continue
        place.put(release_folder(output, release.version) / file.path, name)
        put += 1
    withdrawn = list(_withdrawn(there, read_index(output)))
    index = with_release(there, release)
    for each in withdrawn:
        index = with_release(index, each)
    if index != there:
        place.write(INDEX, index_text(index).encode())
    buried = tuple(each.version for each in withdrawn if _bury(place, each))
    return Published(release.version, put, len(release.files) - put, buried)


def _bury(place: _Target, release: Release) -> bool:
    """Remove a withdrawn release's files; say whether one was left, which a call that was cut off may have done."""
    left = [name for file in release.files if place.size(name := f"{release.version}/{file.path}") is not None]
    for name in left:
        place.remove(name)
    return bool(left)


def _in_order(release: Release) -> list[ReleaseFile]:
    """Return the files in the order in which they are put: SHA256SUMS last."""
    return sorted(release.files, key=lambda file: (file.path == SUMS, file.path))


def _stands(place: _Target, name: str, file: ReleaseFile) -> bool:
    """Say whether a file is there; raises NotPublished where another one is."""
    size = place.size(name)
    if size is None:
        return False
    if size != file.bytes or place.digest(name) != file.sha256:
        raise NotPublished(f"{place.address}/{name}: is there with other bytes; move it away, nothing is overwritten")
    return True


def _withdrawn(there: ReleaseIndex, here: ReleaseIndex) -> Iterator[Release]:
    """Yield the releases there that were withdrawn here, with the files that they have there."""
    for listed in there.releases:
        own = here.find(listed.version)
        if own is not None and own.withdrawn is not None:
            yield own.model_copy(update={"files": listed.files})
