"""A release as a folder of this machine: where it stands, unpacked, or fetched. Others made it: nothing is trusted.

Regular files alone are opened, and of an archive or an address only what SHA256SUMS lists; size, number, depth and time
are limited.
"""

import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jiceng.escapes import one_line
from jiceng.release.file_names import first_clash, is_portable
from jiceng.release.folders import FACTS, SUMS
from jiceng.release.index import NoRelease
from jiceng.storage import kind_of_mode

_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
"""A line of SHA256SUMS: 64 digits, two blanks, a path below the release."""
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a release may have, and how long it may take, before it is refused."""

    bytes: int = 64 * 2**30
    """Of all its files together."""
    document_bytes: int = 64 * 2**20
    """Of a file that has no table."""
    files: int = 10_000
    depth: int = 8
    """Folders below each other."""
    seconds: float = 3_600.0
    """To fetch it, and as much again to prove it."""
    memory: str = "4GB"
    """Of the database that proves it; what does not fit is written to temporary files."""


LIMITS = Limits()


class UnsafeRelease(NoRelease):
    """A release has what no release has, such as a link; `name` is its file, `what` a sentence about it."""

    def __init__(self, name: str, what: str) -> None:
        self.name, self.what = one_line(name), what
        super().__init__(f"{self.name}: {what}")


@contextmanager
def local_release(address: str, limits: Limits = LIMITS) -> Iterator[Path]:
    """Give the folder of a release, for as long as it is needed.

    An archive is unpacked, an http(s) address fetched. Raises NoRelease where there is none, UnsafeRelease where it has
    links, devices, more than `limits` allow, or what SHA256SUMS does not list (of an archive).
    """
    if "://" not in address and _is_folder(address):
        folder = Path(address)
        survey(folder, limits)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="jiceng-verify-") as place:
        folder = Path(place)
        if "://" in address:
            from jiceng.release.fetch import fetch_release

            fetch_release(address, folder, limits)
        else:
            from jiceng.release.unpack import unpack_release

            unpack_release(address, folder, limits)
        survey(folder, limits)
        yield folder


def _is_folder(address: str) -> bool:
    try:
        return Path(address).is_dir()
    except (OSError, ValueError):
        return False


def reason_of(error: BaseException) -> str:
    """Return why something failed, in one line without the path."""
    words = getattr(error, "strerror", None) or getattr(error, "reason", None) or error
    return one_line(" ".join(str(words).split())) or type(error).__name__


def survey(folder: Path, limits: Limits) -> frozenset[str]:
    """Return the paths of all files and folders of a release, folders with a slash at their end.

    Nothing is opened and no link is followed. Raises UnsafeRelease, and NoRelease for a folder that cannot be listed.
    """
    found: set[str] = set()
    size = 0
    waiting = [(folder, "")]
    while waiting:
        parent, prefix = waiting.pop()
        for entry in _entries(parent):
            name = prefix + entry.name
            mode = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(mode.st_mode):
                name += "/"
                waiting.append((Path(entry.path), name))
            elif not stat.S_ISREG(mode.st_mode):
                raise UnsafeRelease(name, f"is {kind_of_mode(mode.st_mode)}; a release has regular files alone")
            else:
                size += mode.st_size
                require_size(name, mode.st_size, limits)
            found.add(name)
            if len(found) > limits.files:
                raise UnsafeRelease(name, f"is one too many: a release has at most {limits.files:,} files and folders")
            if name.rstrip("/").count("/") >= limits.depth:
                raise UnsafeRelease(name, f"lies too deep: at most {limits.depth} folders are below each other")
    if size > limits.bytes:
        raise UnsafeRelease(folder.name, f"has {size:,} bytes; at most {limits.bytes:,} are read")
    return frozenset(found)


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise NoRelease(f"{folder}: cannot be listed ({error.strerror})") from None


def require_size(name: str, size: int, limits: Limits) -> None:
    """Raise UnsafeRelease if a file is larger than one of its kind may be."""
    most = limits.bytes if name.endswith((".parquet", ".duckdb")) else limits.document_bytes
    if size > most:
        raise UnsafeRelease(name, f"has {size:,} bytes; at most {most:,} are read")


def read_sums(folder: Path, limits: Limits = LIMITS) -> dict[str, str]:
    """Return path → SHA-256 of SHA256SUMS; raises UnsafeRelease where a line is none, or there are too many."""
    path = folder / SUMS
    require_size(SUMS, path.stat().st_size, limits)
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UnsafeRelease(SUMS, f"is not UTF-8 at byte {error.start}") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, 1):
        match = _SUM.fullmatch(line)
        if match is None or not is_portable(match[2]) or match[2].count("/") >= limits.depth:
            raise UnsafeRelease(f"{SUMS}, line {number}", "is no hash and path")
        if match[2] in found or match[2] == SUMS:
            raise UnsafeRelease(f"{SUMS}, line {number}", f"lists {match[2]}, which is listed already")
        if len(found) == limits.files:
            raise UnsafeRelease(SUMS, f"lists more than {limits.files:,} files")
        found[match[2]] = match[1]
    if clash := first_clash([SUMS, *found]):
        raise UnsafeRelease(SUMS, f"lists {clash[0]} beside {clash[1]}, which some systems take for the same")
    return found


def require_facts(address: str, sums: dict[str, str]) -> None:
    """Raise NoRelease unless release.json is listed."""
    if FACTS not in sums:
        raise NoRelease(f"{address}: holds no release ({SUMS} does not list {FACTS})")
