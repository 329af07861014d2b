"""Put a release where others can fetch it: a folder, S3, or any address that fsspec knows.

Files go first, SHA256SUMS the last of them, index.json after all: who reads the index never sees half a release. What a
publishing that was cut off has put there is used by the next. Nothing there is overwritten except the index.
Credentials are found by the storage's own library in its usual places (environment, configuration files); an address
that has one in it is refused, so that none is written or logged.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from jiceng.dataset.manifest import build_folder, published_manifest
from jiceng.release.folders import INDEX, SUMS, release_folder
from jiceng.release.index import NoRelease, index_text, parse_index, read_index, with_release
from jiceng.release.redaction.excerpts import STRICTEST_FIRST
from jiceng.release.verify import table_files, verify_release
from jiceng.steps import tracked
from jiceng.storage import (
    CREDENTIALS_REFUSED,
    Location,
    has_credentials,
    location_of,
    put_file,
    replace_file,
    sha256_of,
)
from schemas import Release, ReleaseFile, ReleaseIndex
from schemas.newspaper import SharePolicy


class NotPublished(Exception):
    """A release was not published; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing a release did."""

    version: str
    put: int
    """Files that were put there now."""
    kept: int
    """Files that were there already, with the same bytes."""
    withdrawn: tuple[str, ...]
    """Releases there whose files were removed, for they were withdrawn."""


def publish_release(
    output: Path, target: str, version: str | None = None, above_share: Collection[str] = ()
) -> Published:
    """Put a release, by default the newest, to an address, and index.json after it.

    Releases there that were withdrawn here are withdrawn there. `above_share` names the newspapers of which it may show
    more text than their `share` allows. Raises NoRelease where there is no such release, NotPublished where it is
    damaged, withdrawn, shows more than it may, or the address holds something else or cannot be written.
    """
    if has_credentials(target):
        raise NotPublished(CREDENTIALS_REFUSED)
    release = _wanted(read_index(output), version)
    verified = verify_release(str(release_folder(output, release.version)))
    if verified.broken:
        raise NotPublished(f"release {release.version} is damaged: {verified.broken[0]}")
    _require_share(output, release, above_share)
    try:
        root = location_of(target)
    except ValueError as error:
        raise NotPublished(str(error)) from None
    try:
        return _publish(root, output, release)
    except (NotPublished, NoRelease):
        raise
    except Exception as error:  # libraries of object storage have errors of their own
        if isinstance(root, Path) and not isinstance(error, OSError):
            raise
        raise NotPublished(f"{target}: cannot be written ({_said(error)}); call it again to go on") from None


def _require_share(output: Path, release: Release, accepted: Collection[str]) -> None:
    """Refuse a release that shows more of a newspaper than its `share` allowed when it was cut, or allows now."""
    shares = _shares(table_files(release_folder(output, release.version))["newspapers"])
    manifest = published_manifest(output)
    now = _shares([build_folder(output) / file.path for file in manifest.files_of("newspapers")]) if manifest else {}
    shown = STRICTEST_FIRST.index(release.text)
    above = [
        name
        for name, share in sorted(shares.items())
        if min(STRICTEST_FIRST.index(share), STRICTEST_FIRST.index(now.get(name, share))) < shown
    ]
    if refused := [name for name in above if name not in accepted]:
        named = " ".join(f"--above-share {name}" for name in refused)
        raise NotPublished(
            f"release {release.version} shows more text of {', '.join(refused)} than its newspaper.toml shares; "
            f"cut one that shows less (`jiceng release`), or, if the publisher allows it, say so: {named}"
        )


def _shares(files: Iterable[Path]) -> dict[str, SharePolicy]:
    rows = [row for path in files for row in pq.read_table(path, columns=["newspaper", "share"]).to_pylist()]
    return {row["newspaper"]: row["share"] for row in rows}


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


def _publish(root: Location, output: Path, release: Release) -> Published:
    if not isinstance(root, Path):
        root.fs.invalidate_cache()
    there = _index_of(root)
    listed = there.find(release.version)
    if listed is not None and listed != release:
        raise NotPublished(f"{root / release.version}: another release of this version is there")
    put = 0
    for file in tracked(_in_order(release), "files"):
        place = root / release.version / file.path
        if _is_there(place, file):
            continue
        put_file(release_folder(output, release.version) / file.path, place)
        put += 1
    withdrawn = list(_withdrawn(there, read_index(output)))
    index = with_release(there, release)
    for each in withdrawn:
        index = with_release(index, each)
    if index != there:
        replace_file(root / INDEX, index_text(index).encode())
    buried = tuple(each.version for each in withdrawn if _bury(root, each))
    return Published(release.version, put, len(release.files) - put, buried)


def _index_of(root: Location) -> ReleaseIndex:
    """Return which releases are there, none where no index is."""
    try:
        content = (root / INDEX).read_bytes()
    except FileNotFoundError:
        return ReleaseIndex()
    return parse_index(content, str(root / INDEX))


def _bury(root: Location, release: Release) -> bool:
    """Remove a withdrawn release's files; return whether one was left, which a call that was cut off may have done."""
    left = [place for file in release.files if (place := root / release.version / file.path).exists()]
    for place in left:
        place.unlink()
    return bool(left)


def _in_order(release: Release) -> list[ReleaseFile]:
    """Return the files in the order in which they are put: SHA256SUMS last."""
    return sorted(release.files, key=lambda file: (file.path == SUMS, file.path))


def _is_there(place: Location, file: ReleaseFile) -> bool:
    """Return whether a file is there; raises NotPublished where another one is."""
    try:
        size = place.stat().st_size
    except FileNotFoundError:
        return False
    if size != file.bytes or sha256_of(place) != file.sha256:
        raise NotPublished(f"{place}: is there with other bytes; move it away, nothing is overwritten")
    return True


def _withdrawn(there: ReleaseIndex, here: ReleaseIndex) -> Iterator[Release]:
    """Yield the releases there that were withdrawn here, with the files that they have there."""
    for listed in there.releases:
        own = here.find(listed.version)
        if own is not None and own.withdrawn is not None:
            yield own.model_copy(update={"files": listed.files})
