"""raw/ → raw text: finds page files, reads newspaper.toml and page tomls, decodes pages and files of OCR engines."""

import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import charset_normalizer
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jiceng.ocr import LARGEST_FILE, OCR_SUFFIXES, OcrFault, declared_encoding, read_ocr
from jiceng.storage import Entry, Listing, Place, Stamp, sha256_of
from schemas import Newspaper
from schemas.page import SourceFormat
from schemas.rows import Text

UNDATED = "undated"
TEXT_SUFFIX = ".txt"
PAGE_SUFFIXES = (TEXT_SUFFIX, *OCR_SUFFIXES)
COMPANION_SUFFIXES = (".toml", ".md", ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2", ".webp")
"""Files that may lie beside pages and are not read as pages."""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
"""Encodings that a page toml may declare; GBK and GB2312 are read as their superset GB18030."""
_ALIASES = {
    "utf8": "utf-8",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "utf16": "utf-16",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_PAGE_FILE = (
    f"is no page file; give the page's text as {TEXT_SUFFIX}, or what the OCR engine wrote as {', '.join(OCR_SUFFIXES)}"
)
_SAMPLE = 4_000
_COMMON_ENOUGH = 0.8
"""Measured: newspaper pages 0.98 and more; the page in raw/, UTF-8 read as GB18030, 0.15."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in raw/ that was left out: what, where, what to do."""

    path: str
    """Below raw/."""
    message: str
    offset: int | None = None
    """Byte in the file, from 0."""
    place: str | None = None
    """Line and column, or JSON path, in a file of an OCR engine."""

    def __str__(self) -> str:
        where = self.place if self.offset is None else f"byte {self.offset}"
        return f"{self.path}, {where}: {self.message}" if where else f"{self.path}: {self.message}"


class InputFault(Exception):
    """A file of raw/ is at fault; `fault` says how."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class PageNotes(BaseModel):
    """What a page toml may say."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    encoding: Text | None = None
    issue_date: date | None = None
    page_number: Text | int | None = None
    source_url: Text | None = None
    image_sha256: Text | None = Field(None, pattern="^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page file of raw/, not yet read."""

    page_id: str
    newspaper: str
    path: Place
    source_path: str
    """Path below raw/, with forward slashes."""
    folder_date: date | None
    toml_path: Place | None
    stamp: Stamp | None = None
    """What the listing said of the file; None where it was not listed, or could not be looked at."""
    toml_stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class RawFolder:
    """What raw/ holds."""

    newspapers: tuple[Newspaper, ...]
    pages: tuple[PageFile, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page file as read: its raw text, or the fault for which it has none."""

    file: PageFile
    source_sha256: str
    raw_text: str | None
    source_format: SourceFormat
    encoding: str | None
    issue_date: date | None
    issue_date_source: str | None
    page_number: str | None
    source_url: str | None
    image_sha256: str | None
    fault: Fault | None = None


def find_pages(raw: Place) -> RawFolder:
    """List the newspapers and page files of raw/, in order, and what cannot be taken for one.

    No page is opened. Raises InputFault where `raw` is no folder.
    """
    if not raw.is_dir():
        raise InputFault(Fault(str(raw), "is no folder; give the folder of the raw pages with --raw"))
    listing = Listing(raw)
    newspapers: list[Newspaper] = []
    pages: list[PageFile] = []
    faults: list[Fault] = []
    for entry in _shown(listing.entries()):
        if not entry.is_folder:
            if Path(entry.name).suffix not in COMPANION_SUFFIXES:
                faults.append(Fault(entry.name, "lies in no newspaper's folder; move it to <newspaper>/<date>/"))
            continue
        try:
            newspapers.append(read_newspaper(raw / entry.name))
        except InputFault as error:
            faults.append(error.fault)
            continue
        for found in _newspaper_pages(listing, entry.name):
            (pages if isinstance(found, PageFile) else faults).append(found)  # type: ignore[arg-type]
    unique, doubles = _refuse_doubles(pages)
    return RawFolder(tuple(newspapers), tuple(unique), tuple(faults + doubles))


def find_page(raw: Path, page: str) -> PageFile:
    """Return the page file that a page_id, a path below raw/ or the path of any page file means.

    Nothing of raw/ is looked at but the page's own folder. A page outside raw/ has its path without
    extension as page_id, and no newspaper. Raises InputFault where no page file is meant, or several.
    """
    path = _meant_file(raw, page)
    if path.suffix.lower() not in PAGE_SUFFIXES:
        raise InputFault(Fault(page, f"is no page file; the name of one ends with {' or '.join(PAGE_SUFFIXES)}"))
    toml = path.with_suffix(".toml")
    toml_path = toml if toml.exists() else None
    below = Path(os.path.relpath(path, raw))
    if len(below.parts) != 3 or below.parts[0] == os.pardir:
        return PageFile(path.with_suffix("").as_posix(), "", path, path.as_posix(), None, toml_path)
    newspaper, folder, _ = below.parts
    try:
        folder_date = None if folder == UNDATED else _folder_date(folder)
    except ValueError:
        folder_date = None
    return PageFile(below.with_suffix("").as_posix(), newspaper, path, below.as_posix(), folder_date, toml_path)


def _meant_file(raw: Path, page: str) -> Path:
    places = (raw / page, Path(page))
    for path in places:
        if path.is_file():
            return path
    if any(path.is_dir() for path in places):
        raise InputFault(Fault(page, "is a folder; give one of its page files"))
    folder, name = places[0].parent, places[0].name
    entries = _entries(folder) if folder.is_dir() else []
    found = [path for path in entries if path.stem == name and path.suffix.lower() in PAGE_SUFFIXES]
    if not found:
        raise InputFault(Fault(page, f"no such page; give its page_id, its path below {raw}, or the path of a file"))
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise InputFault(Fault(page, f"may be {len(found)} files: {names}; give one with its extension"))
    return found[0]


def _entries(folder: Path) -> list[Path]:
    """Return what lies in a folder, hidden files left out, by name."""
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), key=lambda path: path.name)


def _shown(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.name.startswith(".")]


def read_newspaper(folder: Place) -> Newspaper:
    """Read a newspaper's newspaper.toml; raises InputFault where it is missing or wrong."""
    path = folder / "newspaper.toml"
    where = f"{folder.name}/newspaper.toml"
    return Newspaper.model_validate({"newspaper": folder.name, **_read_toml(path, where, Newspaper, {"newspaper"})})


def _read_toml(path: Place, where: str, model: type[BaseModel], given: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """Return a toml file's values, proved against a model but for the fields that are given elsewhere."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputFault(Fault(where, "is missing; `jiceng init` writes one")) from None
    except OSError as error:
        raise InputFault(Fault(where, f"cannot be read ({error.strerror})")) from None
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputFault(Fault(where, "is not UTF-8", error.start)) from None
    except tomllib.TOMLDecodeError as error:
        raise InputFault(Fault(where, f"is not valid TOML: {error}")) from None
    try:
        model.model_validate({**dict.fromkeys(given, "given"), **values})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputFault(Fault(where, f"`{field}`: {first['msg']}")) from None
    if overlap := given & values.keys():
        raise InputFault(Fault(where, f"`{min(overlap)}`: is the folder's name and cannot be set"))
    return values


def _newspaper_pages(listing: Listing, newspaper: str) -> Iterator[PageFile | Fault]:
    for folder in _shown(listing.entries(newspaper)):
        where = f"{newspaper}/{folder.name}"
        if not folder.is_folder:
            if Path(folder.name).suffix not in COMPANION_SUFFIXES:
                yield Fault(where, "lies in no issue's folder; move it to a folder named YYYY-MM-DD or undated")
            continue
        try:
            folder_date = None if folder.name == UNDATED else _folder_date(folder.name)
        except ValueError:
            yield Fault(where, "is no date; name the folder YYYY-MM-DD, or undated")
            continue
        try:
            entries = _shown(listing.entries(where))
        except OSError as error:
            yield Fault(where, f"cannot be read ({error.strerror})")
            continue
        yield from _issue_pages(listing.root, newspaper, folder.name, folder_date, entries)


def _issue_pages(
    raw: Place, newspaper: str, folder: str, folder_date: date | None, entries: Sequence[Entry]
) -> Iterator[PageFile | Fault]:
    named = {entry.name: entry for entry in entries}
    place = raw / newspaper / folder
    stems = {stem for stem, suffix in map(_stem_and_suffix, named) if suffix.lower() in PAGE_SUFFIXES}
    for name, entry in named.items():
        stem, suffix = _stem_and_suffix(name)
        where = f"{newspaper}/{folder}/{name}"
        if suffix == ".toml" and stem not in stems:
            yield Fault(where, "belongs to no page; name it as its page file")
        if entry.is_folder:
            yield Fault(where, "is a folder where a page file should be")
        elif suffix.lower() in PAGE_SUFFIXES:
            toml = named.get(f"{stem}.toml")
            yield PageFile(
                page_id=f"{newspaper}/{folder}/{stem}",
                newspaper=newspaper,
                path=place / name,
                source_path=where,
                folder_date=folder_date,
                toml_path=place / toml.name if toml else None,
                stamp=entry.stamp,
                toml_stamp=toml.stamp if toml else None,
            )
        elif suffix.lower() not in COMPANION_SUFFIXES:
            yield Fault(where, _NO_PAGE_FILE)


def _stem_and_suffix(name: str) -> tuple[str, str]:
    return os.path.splitext(name)  # noqa: PTH122  # a path of each name would take half of the time of listing


def _folder_date(name: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", name):
        raise ValueError(name)
    return date.fromisoformat(name)


def _refuse_doubles(pages: list[PageFile]) -> tuple[list[PageFile], list[Fault]]:
    """Divide pages into those whose page_id is theirs alone and faults that name the others."""
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


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return a page's raw text, byte-order mark removed, and the encoding it was decoded with.

    Without a declared encoding: a byte-order mark decides, else UTF-8 if the bytes are UTF-8, else what
    charset-normalizer finds likeliest of UTF-16 and GB18030, if it gives Chinese as it is printed: a damaged UTF-8
    page often decodes as GB18030 too, but into characters that nobody writes. Raises UnicodeDecodeError, whose `start`
    is the first bad byte, and LookupError for an encoding not in ENCODINGS.
    """
    if declared is not None:
        name = declared.lower().replace("_", "-")
        encoding = _ALIASES.get(name, name)
        if encoding not in ENCODINGS:
            raise LookupError(f"encoding {declared!r} is not one of {', '.join(ENCODINGS)}")
        return _decode_as(data, encoding)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first_error = error
    for encoding in _likely_encodings(data):
        try:
            text, _ = _decode_as(data, encoding)
        except UnicodeDecodeError:
            continue
        if _common_character_share(text) >= _COMMON_ENOUGH:
            return text, encoding
    raise first_error


def _decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding)
    return text.removeprefix("\ufeff"), encoding


def _likely_encodings(data: bytes) -> list[str]:
    """Return the encodings that could be this page's, likeliest first."""
    matches = charset_normalizer.from_bytes(data, cp_isolation=["gb18030", "utf_16_le", "utf_16_be"])
    likely = [match.encoding.replace("_", "-") for match in matches]
    return list(dict.fromkeys([*likely, "gb18030"]))  # of a few words it has no opinion


def _common_character_share(text: str) -> float:
    """Return the share of a text's Chinese characters that are on the first level of GB 2312 (3,755 common ones)."""
    chinese = [character for character in text[:_SAMPLE] if "\u4e00" <= character <= "\u9fff"]
    common = sum(b"\xb0" <= character.encode("gb2312", "ignore")[:1] <= b"\xd7" for character in chinese)
    return common / len(chinese) if chinese else 0.0


def raw_text_of(data: bytes, suffix: str, encoding: str) -> str:
    """Return the raw text of a page file's bytes, read in a known encoding.

    Raises UnicodeDecodeError, LookupError for an encoding not in ENCODINGS, and OcrFault.
    """
    text, _ = decode(data, encoding)
    return text if suffix.lower() == TEXT_SUFFIX else read_ocr(text, suffix.lower())[1]


@dataclass(frozen=True, slots=True)
class _Content:
    """What a page file's bytes are."""

    sha256: str
    source_format: SourceFormat
    raw_text: str | None = None
    encoding: str | None = None
    fault: Fault | None = None


_FORMATS: dict[str, SourceFormat] = {TEXT_SUFFIX: "text", ".xml": "alto", ".json": "paddle"}
"""What a file that cannot be read is taken for, by its suffix; other suffixes are those of hOCR."""


def _read_content(file: PageFile, declared: str | None) -> _Content:
    suffix = file.path.suffix.lower()
    source_format = _FORMATS.get(suffix, "hocr")
    try:
        if suffix != TEXT_SUFFIX and (size := file.path.stat().st_size) > LARGEST_FILE:
            message = f"has {size:,} bytes, more than a page has ({LARGEST_FILE:,}); divide it into pages"
            return _Content(sha256_of(file.path), source_format, fault=Fault(file.source_path, message))
        data = file.path.read_bytes()
    except OSError as error:
        raise InputFault(Fault(file.source_path, f"cannot be read ({error.strerror})")) from None
    digest = sha256(data).hexdigest()
    of_file = declared_encoding(data) if declared is None and suffix not in (TEXT_SUFFIX, ".json") else None
    try:
        text, encoding = decode(data, declared or of_file)
        if suffix != TEXT_SUFFIX:
            source_format, text = read_ocr(text, suffix)
    except UnicodeDecodeError as error:
        fault = Fault(file.source_path, _undecodable(declared, of_file), error.start)
    except LookupError as error:
        where = "in its toml" if declared else "in the file, or declare another in its toml"
        fault = Fault(file.source_path, f"{error.args[0]}; correct it {where}")
    except OcrFault as error:
        fault = Fault(file.source_path, error.message, place=error.place)
    else:
        return _Content(digest, source_format, text, encoding)
    return _Content(digest, source_format, fault=fault)


def _undecodable(declared: str | None, of_file: str | None) -> str:
    if declared is not None:
        return f"is not {declared}; correct `encoding` in its toml"
    return f"is not {of_file or 'UTF-8, UTF-16 or GB18030'}; declare the right `encoding` in its toml"


def read_page(file: PageFile) -> RawPage:
    """Read one page file: decode it, and derive the raw text where it is an OCR engine's.

    What cannot be decoded, or is no file of an engine, comes back with its fault and without raw text.

    Raises InputFault where the file cannot be opened or its page toml is wrong.
    """
    notes = PageNotes()
    if file.toml_path is not None:
        where = Path(file.source_path).with_suffix(".toml").as_posix()
        notes = PageNotes.model_validate(_read_toml(file.toml_path, where, PageNotes))
    content = _read_content(file, notes.encoding)
    issue_date = notes.issue_date or file.folder_date
    return RawPage(
        file=file,
        source_sha256=content.sha256,
        raw_text=content.raw_text,
        source_format=content.source_format,
        encoding=content.encoding,
        issue_date=issue_date,
        issue_date_source=None if issue_date is None else "page_toml" if notes.issue_date else "path",
        page_number=str(notes.page_number) if notes.page_number is not None else _page_number(file.path.stem),
        source_url=notes.source_url,
        image_sha256=notes.image_sha256,
        fault=content.fault,
    )


def _page_number(stem: str) -> str | None:
    """Return the page number that a file's name gives (05 → 5, A03 → A03), if it gives one."""
    if not re.fullmatch(r"[A-Z]?[0-9]{1,3}", stem):
        return None
    return str(int(stem)) if stem.isdigit() else stem
