"""index.json: all releases, newest first."""

from pathlib import Path

from pydantic import ValidationError

from jiceng.release.folders import INDEX, releases_folder
from jiceng.storage import replace_file, require_kind
from schemas import Release, ReleaseIndex
from schemas.release import version_order


class NoRelease(Exception):
    """There is no such release, or its index cannot be read; the message says which and what to do."""


def read_index(output: Path) -> ReleaseIndex:
    """Return the index of an output folder, empty where there is none; raises NoRelease where it cannot be read."""
    path = releases_folder(output) / INDEX
    try:
        require_kind(path, "a file")
        return parse_index(path.read_bytes(), str(path))
    except FileNotFoundError:
        return ReleaseIndex()
    except OSError as error:
        raise NoRelease(f"{path}: cannot be read ({error.strerror or error})") from None


def parse_index(content: bytes, name: str) -> ReleaseIndex:
    """Return an index from its bytes; raises NoRelease, which names it, where they are none."""
    try:
        return ReleaseIndex.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NoRelease(f"{name}: is no index of releases ({where or 'JSON'}: {first['msg']})") from None


def index_text(index: ReleaseIndex) -> str:
    """Return the bytes' text of an index."""
    return index.model_dump_json(indent=1) + "\n"


def with_release(index: ReleaseIndex, release: Release) -> ReleaseIndex:
    """Return an index with a release added, or in the place of that of its version."""
    others = [each for each in index.releases if each.version != release.version]
    ordered = sorted([release, *others], key=lambda each: version_order(each.version), reverse=True)
    return ReleaseIndex(releases=tuple(ordered))


def write_index(output: Path, index: ReleaseIndex) -> None:
    """Replace index.json at once, its bytes on the disk first; raises OSError."""
    replace_file(releases_folder(output) / INDEX, index_text(index).encode())
