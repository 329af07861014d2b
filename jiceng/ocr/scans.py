"""Scans and PDFs → pages: recognised by RapidOCR, or read from a PDF's own text where that is sound.

Needs the extra `jiceng[ocr]`. What was recognised is kept beside the scans in `.ocr/`, by the SHA-256 of the file, and
is all that is read from then on: no file is recognised twice, and pages stay as they are when an engine changes.
"""

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from jiceng.ocr.boxes import OcrFault, TextLine, make_box
from jiceng.ocr.found import FoundPage
from jiceng.ocr.json_values import line_of

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")
SCAN_SUFFIXES = (*IMAGE_SUFFIXES, ".pdf")
CACHE = ".ocr"
"""Folder beside scans that holds what was recognised of them."""
INSTALL = "the extra jiceng[ocr] reads scans and PDFs (docs/ocr.md)"
_DPI = 200
"""Dots per inch at which a PDF's page is drawn; a newspaper's characters then have 25 pixels."""
_MOST_PIXELS = 4000
"""Pixels of the longer side of what the engine is given; it makes larger images smaller."""
_LARGEST = 30_000
"""Pixels of the longer side of the largest image that is opened."""
_SOUND_TEXT = 60
"""Fewest Chinese characters of a PDF page's own text, without which it is recognised."""
_SOUND_SHARE = 0.98
"""Least share of characters that are no private-use or replacement characters, and no controls."""
_ENGINE = ("rapidocr", "onnxruntime", "pypdfium2")


def engine_is_installed() -> bool:
    """Return whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in _ENGINE)


def engine_versions() -> dict[str, str]:
    """Return the versions of the engine and the names of its models; empty where it is not installed."""
    try:
        found = {name: version(name) for name in _ENGINE}
    except PackageNotFoundError:
        return {}
    spec = find_spec("rapidocr")
    folders = spec.submodule_search_locations if spec is not None else None
    models = sorted(path.stem for folder in folders or () for path in Path(folder, "models").glob("*.onnx"))
    return {**found, "rapidocr models": ", ".join(models)}


def recognise(data: bytes, suffix: str) -> bytes:
    """Return what is kept of a scan or PDF: JSON with the lines of each page, and what they are from.

    Raises OcrFault if the file is none, or the engine is not installed.
    """
    if not engine_is_installed():
        raise OcrFault("is a scan, and no engine is installed", advice=INSTALL)
    pages = list(_pages_of_pdf(data) if suffix == ".pdf" else _pages_of_image(data))
    if not pages:
        raise OcrFault("has no page", advice="leave it out")
    kept = {"file": sha256(data).hexdigest(), "engine": engine_versions(), "pages": pages}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_recognised(kept: bytes) -> list[FoundPage]:
    """Return the pages of what `recognise` returned; raises OcrFault if it is damaged."""
    try:
        pages = json.loads(kept, parse_int=float)["pages"]
        return [FoundPage(list(_lines(page["lines"], number))) for number, page in enumerate(pages)]
    except (ValueError, KeyError, TypeError):
        raise OcrFault(
            f"what {CACHE}/ has of it is damaged", advice="remove that file, and it is recognised again"
        ) from None


def _lines(lines: list[Any], page: int) -> Iterator[TextLine]:
    for number, (box, text, score) in enumerate(lines):
        path = f"$.pages[{page}].lines[{number}]"
        yield from line_of(text, path, box, path, score=score)


def _pages_of_image(data: bytes) -> Iterator[dict[str, Any]]:
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            if max(image.size) > _LARGEST:
                raise OcrFault(
                    f"is larger than any page ({image.size[0]} by {image.size[1]} pixels)", advice="scale it down"
                )
            for frame in ImageSequence.Iterator(image):
                yield {"from": "ocr", "lines": _recognised(ImageOps.exif_transpose(frame).convert("RGB"))}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise OcrFault(f"is no image, or a damaged one ({type(error).__name__})", advice="scan it again") from None


def _pages_of_pdf(data: bytes) -> Iterator[dict[str, Any]]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise OcrFault(f"is no PDF, a damaged or a locked one ({error})", advice="save it again") from None
    try:
        for page in pdf:
            lines = _own_text(page)
            if _is_sound("".join(text for _, text, _ in lines)):
                yield {"from": "text", "lines": lines}
            else:
                yield {"from": "ocr", "lines": _recognised(page.render(scale=_DPI / 72).to_pil().convert("RGB"))}
    finally:
        pdf.close()


def _own_text(page: Any) -> list[Any]:
    """Return the lines of a PDF page's own text with their boxes, y downwards."""
    height = page.get_height()
    text = page.get_textpage()
    lines: list[Any] = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).replace("\0", "")
        box = [left, height - top, right, height - bottom]
        try:
            make_box(box, "")
        except OcrFault:
            continue
        if words.strip():
            lines.append([[round(side, 2) for side in box], " ".join(words.split()), None])
    return lines


def _is_sound(text: str) -> bool:
    """Return whether a PDF page's own text is text: enough Chinese characters, and hardly any without a meaning."""
    printed = [character for character in text if not character.isspace()]
    bad = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " " for character in printed)
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in printed)
    return chinese >= _SOUND_TEXT and bad <= (1 - _SOUND_SHARE) * len(printed) and 2 * chinese > len(printed)


def _recognised(image: Any) -> list[Any]:
    """Return the lines of an image: [corners, text, score]."""
    import numpy

    found = _engine()(numpy.asarray(image)[:, :, ::-1])
    if found.boxes is None or found.txts is None:
        return []
    return [
        [[[round(float(x), 1), round(float(y), 1)] for x, y in box], text, round(float(score), 4)]
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    ]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.max_side_len": _MOST_PIXELS, "Global.log_level": "error"})
