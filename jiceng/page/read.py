"""Page file → raw text: decoded, and derived from boxes where an OCR engine wrote the file."""

import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from jiceng.ocr import MAX_FILE_BYTES, OcrFault, OcrPage, Scored, declared_encoding, pages_of_recognised, read_ocr, umi
from jiceng.ocr.markdown import is_markdown
from jiceng.ocr.scans import CACHE, recognise
from jiceng.page.decoding import decode
from jiceng.page.faults import Fault, InputFault, unopened
from jiceng.page.find import TEXT_SUFFIX, PageFile
from jiceng.page.tomls import PageNotes, read_page_notes
from jiceng.storage import Location, read_file, replace_file, sha256_of
from schemas.page import SourceFormat

_MOST_BYTES = 64 * 1024 * 1024
"""Of any page file; a listing refuses smaller ones already."""
_MOST_SCAN_BYTES = 512 * 1024 * 1024
"""Of a scan or PDF."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page file as read: its raw text, or the fault because of which it has none."""

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
    toml_sha256: str | None = None
    """SHA-256 of its page toml."""
    sizes: tuple[float, ...] = ()
    """Of each line of the raw text that prints something, the size of its type; see `OcrPage`."""
    scores: tuple[Scored, ...] = ()
    """How sure the engine is of characters of the raw text."""
    mended: int = 0
    """Lines whose box could not be used."""


def raw_text_of(data: bytes, suffix: str, encoding: str, page_id: str = "") -> str:
    """Return the raw text of a page file's bytes, decoded with a known encoding; of several pages, that of `page_id`.

    Raises UnicodeDecodeError, LookupError for an encoding not in ENCODINGS, and OcrFault.
    """
    text, _ = decode(data, encoding)
    written_as = _written_as(text, suffix.lower())
    if written_as == TEXT_SUFFIX:
        return text
    pages = read_ocr(text, written_as)[1]
    number = place_in_file(page_id)
    if number > len(pages):
        raise OcrFault(f"holds {len(pages)} pages, and not page {number}")
    return pages[number - 1].text


def _written_as(text: str, suffix: str) -> str:
    """Return the suffix of the format that a file's text is in: Markdown and Umi-OCR's batches may be kept as .txt."""
    if suffix == TEXT_SUFFIX and umi.is_batch(text):
        return umi.TEXT_SUFFIX
    return MARKDOWN_SUFFIX if suffix == TEXT_SUFFIX and is_markdown(text) else suffix


def raw_text_of_scan(scan: Location, digest: str, page_id: str) -> str:
    """Return the raw text of a scan's page from what is kept beside it; `digest` is the scan's SHA-256.

    Raises OcrFault where nothing is kept, or it is damaged.
    """
    kept = scan.parent / CACHE / f"{digest}.json"
    try:
        pages = pages_of_recognised(read_file(kept, MAX_FILE_BYTES))
    except OSError as error:
        raise OcrFault(f"{kept}: cannot be read ({error.strerror})", advice="put it there") from None
    number = place_in_file(page_id)
    if number > len(pages):
        raise OcrFault(f"holds {len(pages)} pages, and not page {number}")
    return pages[number - 1].text


def place_in_file(page_id: str) -> int:
    """Return which page of its file a page is, from 1: what its id has after #; 1 for the only one."""
    number = page_id.rpartition("#")[2] if "#" in page_id else ""
    return int(number) if number.isdecimal() and int(number) > 0 else 1


@dataclass(frozen=True, slots=True)
class _Content:
    """What the bytes of a page file say."""

    sha256: str
    source_format: SourceFormat
    pages: tuple[OcrPage, ...] = ()
    encoding: str | None = None
    fault: Fault | None = None


MARKDOWN_SUFFIX = ".md"
_FORMATS: dict[str, SourceFormat] = {
    TEXT_SUFFIX: "text",
    ".xml": "alto",
    ".json": "paddle",
    ".jsonl": "umi",
    ".tsv": "tesseract",
    MARKDOWN_SUFFIX: "markdown",
}
"""Format of a file that cannot be read, by its suffix; all other suffixes are those of hOCR."""


def _read_content(file: PageFile, declared: str | None) -> _Content:
    suffix = file.path.suffix.lower()
    if file.is_scan:
        return _read_scan(file, suffix)
    source_format = _FORMATS.get(suffix, "hocr")
    try:
        if suffix != TEXT_SUFFIX and (size := file.path.stat().st_size) > MAX_FILE_BYTES:
            message = f"has {size:,} bytes, more than a page has ({MAX_FILE_BYTES:,}); divide it into pages"
            return _Content(sha256_of(file.path), source_format, fault=Fault(file.source_path, message))
        data = read_file(file.path, _MOST_BYTES)
    except OSError as error:
        raise InputFault(Fault(file.source_path, f"cannot be read ({error.strerror})"), unopened(error)) from None
    digest = sha256(data).hexdigest()
    of_file = declared_encoding(data) if declared is None and suffix not in (TEXT_SUFFIX, ".json") else None
    try:
        text, encoding = decode(data, declared or of_file)
        if (written_as := _written_as(text, suffix)) != TEXT_SUFFIX:
            source_format, pages = read_ocr(text, written_as)
            return _Content(digest, source_format, tuple(pages), encoding)
    except UnicodeDecodeError as error:
        fault = Fault(file.source_path, _undecodable(declared, of_file), error.start)
    except LookupError as error:
        where = "in its toml" if declared else "in the file, or declare another in its toml"
        fault = Fault(file.source_path, f"{error.args[0]}; correct it {where}")
    except OcrFault as error:
        fault = Fault(file.source_path, error.message, place=error.place)
    else:
        return _Content(digest, source_format, (OcrPage(text),), encoding)
    return _Content(digest, source_format, fault=fault)


def _read_scan(file: PageFile, suffix: str) -> _Content:
    """Read a scan or PDF: what was recognised of it before, else what is recognised now and kept beside it."""
    source_format: SourceFormat = "pdf" if suffix == ".pdf" else "image"
    try:
        data = read_file(file.path, _MOST_SCAN_BYTES)
    except OSError as error:
        raise InputFault(Fault(file.source_path, f"cannot be read ({error.strerror})"), unopened(error)) from None
    digest = sha256(data).hexdigest()
    try:
        found = pages_of_recognised(recognised(file, data, digest, suffix))
    except OcrFault as error:
        return _Content(digest, source_format, fault=Fault(file.source_path, error.message, place=error.place))
    except OSError as error:
        raise InputFault(Fault(file.source_path, f"cannot be recognised ({error.strerror})"), unopened(error)) from None
    return _Content(digest, source_format, tuple(found))


def recognised(file: PageFile, data: bytes, digest: str, suffix: str) -> bytes:
    """Return what is kept of a scan's text in `.ocr/` beside it; recognises and keeps it where that is missing.

    `digest` is the SHA-256 of its bytes. Raises OcrFault and OSError.
    """
    kept = file.path.parent / CACHE / f"{digest}.json"
    if kept.exists():
        return read_file(kept, MAX_FILE_BYTES)
    found = recognise(data, suffix)
    if isinstance(kept, Path):
        kept.parent.mkdir(exist_ok=True)
    replace_file(kept, found)
    return found


def _undecodable(declared: str | None, of_file: str | None) -> str:
    if declared is not None:
        return f"is not {declared}; correct `encoding` in its toml"
    return f"is not {of_file or 'UTF-8, UTF-16 or GB18030'}; declare the right `encoding` in its toml"


def read_page(file: PageFile) -> RawPage:
    """Read the page of a page file, of several the one that its page_id names, else the first; see `read_pages`."""
    pages = read_pages(file)
    return pages[min(place_in_file(file.page_id), len(pages)) - 1]


def read_pages(file: PageFile) -> list[RawPage]:
    """Read the pages of one file: decode it, and derive raw texts from boxes if an OCR engine wrote it.

    Of a file of several pages, each has `#` and its place, from 1, in its page_id. A file that cannot be decoded, or
    that no known engine wrote, is returned as one page with its fault and without raw text. Raises InputFault if the
    file cannot be opened or its page toml is wrong.
    """
    notes, toml_sha256 = PageNotes(), None
    if file.toml_path is not None:
        where = Path(file.source_path).with_suffix(".toml").as_posix()
        notes, toml_sha256 = read_page_notes(file.toml_path, where)
    content = _read_content(file, notes.encoding)
    issue_date = notes.issue_date or file.folder_date
    numbered = str(notes.page_number) if notes.page_number is not None else _page_number(file.path.stem)
    whole = RawPage(
        file=file,
        source_sha256=content.sha256,
        raw_text=None,
        source_format=content.source_format,
        encoding=content.encoding,
        issue_date=issue_date,
        issue_date_source=None if issue_date is None else "page_toml" if notes.issue_date else "path",
        page_number=numbered,
        source_url=notes.source_url,
        image_sha256=notes.image_sha256 or (content.sha256 if content.source_format == "image" else None),
        fault=content.fault,
        toml_sha256=toml_sha256,
    )
    if content.fault is not None:
        return [whole]
    several = len(content.pages) > 1
    base = file.page_id.partition("#")[0]
    return [
        replace(
            whole,
            file=replace(file, page_id=f"{base}#{place}") if several else file,
            raw_text=page.text,
            page_number=page.number if several else numbered or page.number,
            sizes=page.sizes,
            scores=page.scores,
            mended=page.mended,
        )
        for place, page in enumerate(content.pages, 1)
    ]


def _page_number(stem: str) -> str | None:
    """Return the page number in a file's name (05 → 5, A03 → A03); None if the name is not one."""
    if not re.fullmatch(r"[A-Z]?[0-9]{1,3}", stem):
        return None
    return str(int(stem)) if stem.isdigit() else stem
