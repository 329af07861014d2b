"""The archive of a release, unpacked: only what its SHA256SUMS lists, and no more than it says."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from jiceng.release.file_names import first_clash, is_folder_name, is_portable
from jiceng.release.folders import FACTS, SUMS
from jiceng.release.index import NoRelease
from jiceng.release.local import CHUNK, Limits, UnsafeRelease, read_sums, reason_of, require_facts, require_size
from jiceng.storage import kind_of_mode

_MOST_AT_ONCE = 64 * 2**20
"""Bytes of an archive's list of its files, at most."""
_EXPANDS_AT_MOST = 200
"""Times that a file is larger than its packed bytes: tables are packed already, documents shrink to a tenth."""
_ODD_NAME = "is no name of a release's file: ASCII letters, digits and . _ - alone, and no dot at the end"
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the library raises for an archive that is cut, changed, encrypted or packed in an unknown way."""


class _Archive(io.FileIO):
    """The archive's file; its list of files is not read where it is too long."""

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > _MOST_AT_ONCE:
            raise zipfile.BadZipFile(f"its list of files has {size:,} bytes")
        return super().read(-1 if size is None else size) or b""


def unpack_release(address: str, folder: Path, limits: Limits) -> None:
    """Unpack the archive of a release into an empty folder; raises NoRelease and UnsafeRelease."""
    with _opened(address) as archive:
        members = _members(address, archive, limits)
        if SUMS not in members and FACTS not in members:
            raise NoRelease(f"{address}: is an archive, but holds no release")
        if SUMS not in members:
            raise UnsafeRelease(SUMS, "is missing")
        _unpack(archive, members[SUMS], SUMS, folder)
        sums = read_sums(folder, limits)
        require_facts(address, sums)
        for name in sorted(members):
            if name != SUMS and name not in sums:
                raise UnsafeRelease(name, f"is not in {SUMS}")
        for name in sums:
            if name in members:
                _unpack(archive, members[name], name, folder)


@contextmanager
def _opened(address: str) -> Iterator[zipfile.ZipFile]:
    what = f"{address}: is neither the folder nor the archive of a release"
    with ExitStack() as opened:
        try:
            mode = Path(address).stat().st_mode
            if not stat.S_ISREG(mode):
                raise NoRelease(f"{what} ({kind_of_mode(mode)})")
            archive = opened.enter_context(zipfile.ZipFile(opened.enter_context(_Archive(address))))
        except (OSError, *_DAMAGED) as error:
            raise NoRelease(f"{what} ({reason_of(error)})") from None
        yield archive


def _members(address: str, archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Return path below the release → what the archive says of the file."""
    if len(archive.infolist()) > limits.files:
        raise UnsafeRelease(address, f"has {len(archive.infolist()):,} files; at most {limits.files:,} are unpacked")
    entries = [entry for entry in archive.infolist() if not _is_folder(entry)]
    top = min((_folder(entry) for entry in entries), key=lambda path: path.count("/"), default="")
    if top and not all(map(is_folder_name, top[:-1].split("/"))):
        raise UnsafeRelease(top, "is no name of a release's folder")
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = _name(entry, top)
        if _is_folder(entry):
            continue
        mode = entry.external_attr >> 16
        if mode and stat.S_IFMT(mode) and not stat.S_ISREG(mode):
            raise UnsafeRelease(name, f"is {kind_of_mode(mode)}; a release has regular files alone")
        if name in found:
            raise UnsafeRelease(name, "is there more than once")
        require_size(name, entry.file_size, limits)
        if entry.file_size > _EXPANDS_AT_MOST * entry.compress_size + CHUNK:
            raise UnsafeRelease(name, f"would grow from {entry.compress_size:,} to {entry.file_size:,} bytes")
        found[name] = entry
    if sum(entry.compress_size for entry in entries) > Path(address).stat().st_size:
        raise UnsafeRelease(address, "has files that lie over each other: together they are larger than the archive")
    if sum(entry.file_size for entry in entries) > limits.bytes:
        raise UnsafeRelease(address, f"unpacked has more than {limits.bytes:,} bytes")
    if clash := first_clash(found):
        raise UnsafeRelease(clash[0], f"is there beside {clash[1]}, which some systems take for the same")
    return found


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith("/")  # `is_dir` fails where there is no name


def _folder(entry: zipfile.ZipInfo) -> str:
    return entry.filename[: entry.filename.rfind("/") + 1]


def _name(entry: zipfile.ZipInfo, top: str) -> str:
    """Return the path of a file or folder below the release's folder, "" of that folder and those above it.

    Raises UnsafeRelease for one that no release has.
    """
    path = entry.filename.removesuffix("/")
    name = "" if top.startswith(f"{path}/") else path.removeprefix(top)
    odd = not is_portable(name) if name or not top else not all(map(is_folder_name, path.split("/")))
    if odd or entry.orig_filename != entry.filename:
        raise UnsafeRelease(entry.orig_filename, _ODD_NAME)
    return name


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, folder: Path) -> None:
    target = folder / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as file:
            while chunk := source.read(CHUNK):
                file.write(chunk)
    except (OSError, *_DAMAGED) as error:
        raise UnsafeRelease(name, f"cannot be unpacked ({reason_of(error)})") from None
