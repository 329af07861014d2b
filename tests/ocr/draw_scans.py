"""Draws a page of text as a JPEG and a PDF of images, and writes a PDF with text, where a Chinese font is installed.

    python -m tests.ocr.draw_scans TEXT FOLDER

Needs the extra `ocr`. Columns of eighteen characters, the first line as a headline.
"""

import sys
from pathlib import Path
from typing import Any

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
EM, LEADING, MARGIN, COLUMN = 28, 42, 60, 18


def chinese_font() -> str | None:
    """Return the path of a Chinese font of this machine, None if there is none of FONTS."""
    return next((font for font in FONTS if Path(font).is_file()), None)


def draw(text: str) -> Any:
    """Return a page on which a text is printed: its first line over all columns, the others in columns."""
    from PIL import Image, ImageDraw, ImageFont

    font = chinese_font()
    assert font is not None
    headline, *paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [
        (indent if start == 0 else "") + part
        for paragraph in paragraphs
        for indent, body in [("\u3000\u3000", paragraph)]
        for start, part in _wrapped(body)
    ]
    per_column = -(-len(lines) // 3)
    width = 2 * MARGIN + 3 * (COLUMN + 2) * EM
    page = Image.new("L", (width, 2 * MARGIN + 4 * EM + per_column * LEADING + EM), 255)
    pen = ImageDraw.Draw(page)
    large, small = ImageFont.truetype(font, int(2.2 * EM)), ImageFont.truetype(font, EM)
    pen.text(((width - len(headline) * 2.2 * EM) / 2, MARGIN), headline, fill=0, font=large)
    for number, line in enumerate(lines):
        x = MARGIN + number // per_column * (COLUMN + 2) * EM
        pen.text((x, MARGIN + 4 * EM + number % per_column * LEADING), line, fill=0, font=small)
    return page


def _wrapped(paragraph: str) -> list[tuple[int, str]]:
    parts, start, room = [], 0, COLUMN - 2
    while start < len(paragraph):
        parts.append((start, paragraph[start : start + room]))
        start, room = start + room, COLUMN
    return parts


def write_scans(text: str, folder: Path) -> None:
    """Write 01.jpg and 02.pdf, both with a page as an image."""
    page = draw(text)
    page.save(folder / "01.jpg", quality=85)
    page.save(folder / "02.pdf", resolution=200)


if __name__ == "__main__":
    write_scans(Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2]))
