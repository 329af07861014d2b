"""raw/ → page files: what is listed, what is left out and why. No page is opened."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jiceng.ocr import OCR_SUFFIXES
from jiceng.ocr.scans import CACHE, INSTALL, SCAN_SUFFIXES, engine_is_installed
from jiceng.page.faults import Fault, InputFault
from jiceng.page.tomls import MissingToml, read_newspaper
from jiceng.storage import Entry, Listing, Location, Stamp
from schemas import Newspaper

UNDATED = "undated"
TEXT_SUFFIX = ".txt"
PAGE_SUFFIXES = (TEXT_SUFFIX, *OCR_SUFFIXES)
COMPANION_SUFFIXES = (".toml", ".md", ".jp2", *SCAN_SUFFIXES)
"""Suffixes of files that may lie beside page files and are not reported; a scan or PDF alone is a page."""
PAGE_BYTES = 5_000_000
"""Largest page file of plain text by default; a newspaper page has some ten thousand."""
PAGE_CHARACTERS = 200_000
"""Characters of a page's articles in which people, quotes and the like are looked for, by default."""
_OF_ENGINES = ", ".join(OCR_SUFFIXES)
_NOT_A_PAGE_FILE = (
    f"is not a page file; give the page's text as {TEXT_SUFFIX}, or what the OCR engine wrote as {_OF_ENGINES}"
)


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page file that has not been read yet."""

    page_id: str
    newspaper: str
    path: Location
    source_path: str
    """Path below raw/, with forward slashes."""
    folder_date: date | None
    toml_path: Location | None
    stamp: Stamp | None = None
    """From the listing; None if the file was not listed, or could not be looked at."""
    toml_stamp: Stamp | None = None
    page_characters: int = PAGE_CHARACTERS
    """Characters of its articles in which people, quotes and the like are looked for."""

    @property
    def is_scan(self) -> bool:
        """Whether it is an image or PDF, of which text has to be recognised."""
        return self.path.suffix.lower() in SCAN_SUFFIXES


@dataclass(frozen=True, slots=True)
class RawFolder:
    """What raw/ holds."""

    newspapers: tuple[Newspaper, ...]
    pages: tuple[PageFile, ...]
    faults: tuple[Fault, ...]
    assumed: tuple[str, ...] = ()
    """Folders of newspapers without a newspaper.toml, which are read as if an empty one were there."""


def find_pages(raw: Location, page_bytes: int = PAGE_BYTES, page_characters: int = PAGE_CHARACTERS) -> RawFolder:
    """List the newspapers and page files of raw/ by name, and the faults of what is left out.

    No page file is opened; a text of more than `page_bytes` is left out, and of others people, quotes and the like are
    looked for in at most `page_characters` characters. Raises InputFault if `raw` is not a folder.
    """
    if not raw.is_dir():
        raise InputFault(Fault(str(raw), "is not a folder; give the folder of the raw pages with --raw"))
    listing = Listing(raw)
    newspapers: list[Newspaper] = []
    pages: list[PageFile] = []
    faults: list[Fault] = []
    assumed: list[str] = []
    for entry in _not_hidden(listing.entries()):
        if refused := _refusal(entry, entry.name):
            faults.append(refused)
            continue
        if not entry.is_folder:
            if Path(entry.name).suffix not in COMPANION_SUFFIXES:
                faults.append(Fault(entry.name, "lies in no newspaper's folder; move it to <newspaper>/<date>/"))
            continue
        try:
            newspapers.append(read_newspaper(raw / entry.name))
        except MissingToml as error:
            if not _has_pages(listing, entry.name):
                faults.append(error.fault)
                continue
            newspapers.append(Newspaper(newspaper=entry.name, title=entry.name, scope="national"))
            assumed.append(entry.name)
        except InputFault as error:
            faults.append(error.fault)
            continue
        for found in _newspaper_pages(listing, entry.name):
            if isinstance(found, PageFile) and (large := _too_large(found, page_bytes)):
                faults.append(large)
            elif isinstance(found, PageFile):
                pages.append(replace(found, page_characters=page_characters))
            else:
                faults.append(found)
    unique, doubles = _refuse_doubles(pages)
    unique, unread = _without_unreadable_scans(unique)
    return RawFolder(tuple(newspapers), tuple(unique), tuple(faults + doubles + unread), tuple(assumed))


def _without_unreadable_scans(pages: list[PageFile]) -> tuple[list[PageFile], list[Fault]]:
    """Return the pages that can be read, and one fault for all scans where no engine is installed.

    Scans in whose folder something has been recognised are tried.
    """
    scans = [page for page in pages if page.is_scan]
    if not scans or engine_is_installed():
        return pages, []
    unread = {page.page_id: page for page in scans if not (page.path.parent / CACHE).is_dir()}
    if not unread:
        return pages, []
    first = next(iter(unread.values()))
    more = f", as {len(unread) - 1} more are" if len(unread) > 1 else ""
    fault = Fault(first.source_path, f"is a scan or PDF without its text{more}, and not read; {INSTALL}")
    return [page for page in pages if page.page_id not in unread], [fault]


def find_page(raw: Path, page: str) -> PageFile:
    """Return the page file with a page_id, a path below raw/ or any other path.

    Of raw/, only the page's own folder is looked at. A page outside raw/ has its path without extension as page_id, and
    no newspaper. Raises InputFault if no page file is meant, or more than one.
    """
    numbered = re.fullmatch("(.+)(#[0-9]+)", page)
    page, of_file = (numbered[1], numbered[2]) if numbered else (page, "")
    path = _meant_file(raw, page)
    if path.suffix.lower() not in (*PAGE_SUFFIXES, *SCAN_SUFFIXES):
        raise InputFault(Fault(page, f"is not a page file; the name of one ends with {' or '.join(PAGE_SUFFIXES)}"))
    toml = path.with_suffix(".toml")
    toml_path = toml if toml.exists() else None
    below = Path(os.path.relpath(path, raw))
    if len(below.parts) != 3 or below.parts[0] == os.pardir:
        return PageFile(path.with_suffix("").as_posix() + of_file, "", path, path.as_posix(), None, toml_path)
    newspaper, folder, _ = below.parts
    try:
        folder_date = None if folder == UNDATED else _folder_date(folder)
    except ValueError:
        folder_date = None
    return PageFile(
        below.with_suffix("").as_posix() + of_file, newspaper, path, below.as_posix(), folder_date, toml_path
    )


def _meant_file(raw: Path, page: str) -> Path:
    candidates = (raw / page, Path(page))
    for path in candidates:
        if path.is_file():
            return path
    if any(path.is_dir() for path in candidates):
        raise InputFault(Fault(page, "is a folder; give one of its page files"))
    folder, name = candidates[0].parent, candidates[0].name
    entries = _entries(folder) if folder.is_dir() else []
    named = [path for path in entries if path.stem == name]
    found = [path for path in named if path.suffix.lower() in PAGE_SUFFIXES]
    found = found or [path for path in named if path.suffix.lower() in SCAN_SUFFIXES]
    if not found:
        raise InputFault(Fault(page, f"no such page; give its page_id, its path below {raw}, or the path of a file"))
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise InputFault(Fault(page, f"may be {len(found)} files: {names}; give one with its extension"))
    return found[0]


def _entries(folder: Path) -> list[Path]:
    """Return the entries of a folder by name, without hidden ones."""
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), key=lambda path: path.name)


def _not_hidden(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.name.startswith(".")]


def _refusal(entry: Entry, where: str) -> Fault | None:
    """Return the fault of a file or folder that cannot be one of raw/, whatever its name says."""
    try:
        where.encode()
    except UnicodeEncodeError:
        return Fault(where.encode("utf-8", "backslashreplace").decode(), "its name is not UTF-8; rename it")
    if entry.special:
        return Fault(where, f"is {entry.special}; only regular files are read")
    return None


def _too_large(page: PageFile, most: int) -> Fault | None:
    if page.stamp is None or page.stamp.size <= most or page.path.suffix.lower() != TEXT_SUFFIX:
        return None
    message = f"has {page.stamp.size:,} bytes, more than a page may have ({most:,}); divide it, or set page_bytes"
    return Fault(page.source_path, message)


def _has_pages(listing: Listing, newspaper: str) -> bool:
    return any(isinstance(found, PageFile) for found in _newspaper_pages(listing, newspaper))


def _newspaper_pages(listing: Listing, newspaper: str) -> Iterator[PageFile | Fault]:
    for folder in _not_hidden(listing.entries(newspaper)):
        where = f"{newspaper}/{folder.name}"
        if refused := _refusal(folder, where):
            yield refused
            continue
        if not folder.is_folder:
            if Path(folder.name).suffix not in COMPANION_SUFFIXES:
                yield Fault(where, "lies in no issue's folder; move it to a folder named YYYY-MM-DD or undated")
            continue
        try:
            folder_date = None if folder.name == UNDATED else _folder_date(folder.name)
        except ValueError:
            yield Fault(where, "is not a date; name the folder YYYY-MM-DD, or undated")
            continue
        try:
            entries = _not_hidden(listing.entries(where))
        except OSError as error:
            yield Fault(where, f"cannot be read ({error.strerror})")
            continue
        yield from _issue_pages(listing.root, newspaper, folder.name, folder_date, entries)


def _issue_pages(
    raw: Location, newspaper: str, folder: str, folder_date: date | None, entries: Sequence[Entry]
) -> Iterator[PageFile | Fault]:
    named = {entry.name: entry for entry in entries}
    parent = raw / newspaper / folder
    stems = {stem for stem, suffix in map(_stem_and_suffix, named) if suffix.lower() in PAGE_SUFFIXES}
    named.pop("README.md", None)  # about the issue, not of it
    scanned = {stem for stem, suffix in map(_stem_and_suffix, named) if suffix.lower() in SCAN_SUFFIXES} - stems
    for name, entry in named.items():
        stem, suffix = _stem_and_suffix(name)
        where = f"{newspaper}/{folder}/{name}"
        if refused := _refusal(entry, where):
            yield refused
            continue
        if suffix == ".toml" and stem not in stems | scanned:
            yield Fault(where, "belongs to no page; name it as its page file")
        if entry.is_folder:
            yield Fault(where, "is a folder where a page file should be")
        elif suffix.lower() in PAGE_SUFFIXES or (suffix.lower() in SCAN_SUFFIXES and stem in scanned):
            toml = named.get(f"{stem}.toml")
            if toml is not None and toml.special:
                continue  # named already
            yield PageFile(
                page_id=f"{newspaper}/{folder}/{stem}",
                newspaper=newspaper,
                path=parent / name,
                source_path=where,
                folder_date=folder_date,
                toml_path=parent / toml.name if toml else None,
                stamp=entry.stamp,
                toml_stamp=toml.stamp if toml else None,
            )
        elif suffix.lower() not in COMPANION_SUFFIXES:
            yield Fault(where, _NOT_A_PAGE_FILE)


def _stem_and_suffix(name: str) -> tuple[str, str]:
    return os.path.splitext(name)  # noqa: PTH122  # a Path per name would take half of the time of listing


def _folder_date(name: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", name):
        raise ValueError(name)
    return date.fromisoformat(name)


def _refuse_doubles(pages: list[PageFile]) -> tuple[list[PageFile], list[Fault]]:
    """Return the pages whose page_id is unique, and a fault for each file of the others."""
    by_id: dict[str, list[PageFile]] = defaultdict(list)
    for page in pages:
        by_id[page.page_id].append(page)
    unique = [group[0] for group in by_id.values() if len(group) == 1]
    faults = [
        Fault(
            page.source_path,
            f"is one of {len(group)} files for one page: {', '.join(p.path.name for p in group)}; keep one",
        )
        for group in by_id.values()
        if len(group) > 1
        for page in group
    ]
    return unique, faults
