"""A release's folder of which one file has other bytes: verified, compared and rehydrated."""

import shutil
from functools import cache
from pathlib import Path

from jiceng.release.diff import changes_text, compare_releases, side_of
from jiceng.release.folders import CITATION, CROISSANT, DATAPACKAGE, FACTS, SUMS
from jiceng.release.redaction.redact import Policy
from jiceng.release.rehydrate import rehydrate_release
from jiceng.release.verify import verify_release
from jiceng.storage import sha256_of
from tests.dataset.sample import CANAL, build, write_newspaper, write_page
from tests.fuzzing.allowed import refusals, require_sentence
from tests.fuzzing.target import Target, place
from tests.release.sample import copied, cut

_WORDS = (
    *(b"PAR1", b'"resources"', b'"path"', b'"hash"', b'"schema"', b'"fields"', b'"version"', b'"promises"', b'"rows"'),
    *(b'"redacted"', b'"rehydratable"', b"quotes.parquet", b"SHA256SUMS", b"../", b"[]", b"{}", b"2026.11.22"),
    *(b"0" * 64, b"  ", b"release.json", b"datapackage.json", b"croissant.json", b"pages.parquet"),
)
_READ = (FACTS, SUMS, DATAPACKAGE, CROISSANT, CITATION, "pages.parquet", "articles.parquet", "quotes.parquet")


@cache
def _release() -> Path:
    """Return a release without text, to be damaged; its page files lie in raw/ beside it."""
    folder = place() / "releases"
    write_newspaper(folder / "raw", "river-daily", '"江西省/南昌市"')
    write_page(folder / "raw", "river-daily/undated/one", CANAL)
    build(folder / "raw", folder / "output")
    return copied(cut(folder / "output", policy=Policy(text="none", private_people="keep")), folder / "release")


@cache
def _undamaged() -> Path:
    """Return a copy of the release, which stays as it is, to compare with."""
    return shutil.copytree(_release(), place() / "undamaged")


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(_release().iterdir())}


def run(data: bytes) -> None:
    """Put the input, after its first line, in place of the file that this names; the hashes are made to fit."""
    name, _, content = data.partition(b"\n")
    file = next((each for each in _files() if each.encode() == name), SUMS)
    folder = _release()
    _undamaged()
    (folder / file).write_bytes(content)
    if file != SUMS:
        lines = (f"{sha256_of(folder / each)}  {each}\n" for each in _files() if each != SUMS)
        (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    into = place() / "whole"
    try:
        with refusals():
            for broken in verify_release(str(folder)).broken:
                require_sentence(str(broken))
        with refusals(), compare_releases(side_of(_undamaged()), side_of(folder)) as changes:
            changes_text(changes)
        with refusals():
            rehydrate_release(str(folder), folder.parent / "raw", into)
    finally:
        shutil.rmtree(into, ignore_errors=True)
        for each in (file, SUMS):
            (folder / each).write_bytes(_files()[each])


def seeds() -> list[bytes]:
    """Return the files of the release that are read in other ways than the rest, as they are."""
    return [name.encode() + b"\n" + _files()[name] for name in _READ]


TARGET = Target("release-folders", run, seeds, _WORDS)
