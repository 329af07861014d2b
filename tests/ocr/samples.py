"""Files of engines, written by hand."""

from pathlib import Path

from jiceng.ocr.boxes import TextLine

FIXTURES = Path(__file__).parent / "fixtures"


def hocr(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><div class='ocr_page' title='bbox 0 0 900 900'>{body}</div></body></html>"


def line(body: str, box: str = "10 10 200 50", name: str = "ocr_line") -> str:
    return f"<span class='{name}' title='bbox {box}; baseline 0 0'>{body}</span>"


def word(text: str, box: str = "10 10 90 50") -> str:
    return f"<span class='ocrx_word' title='bbox {box}; x_wconf 90'>{text}</span>"


def texts(lines: list[TextLine]) -> list[str]:
    return [each.text for each in lines]


QUAD = [[10, 10], [110, 10], [110, 50], [10, 50]]


BELOW = [[10, 60], [110, 60], [110, 100], [10, 100]]
