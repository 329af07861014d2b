"""hOCR, which is HTML or XHTML."""

from tests.fuzzing.rows import read_to_rows
from tests.fuzzing.target import Target
from tests.ocr.samples import hocr, line, word

_WORDS = (
    *("<span class='ocrx_word' title='bbox 1 2 30 40; x_wconf 90'>", "</span>", "<div class='ocr_page'>", "</div>"),
    *("<p>", "<br>", "bbox 0 0 0 0", "bbox -1 2 3 4", "baseline 0.1 -3", "x_wconf -5", "x_wconf nan", "x_size 1e9"),
    *("textangle 90", "ocr_line", "ocr_header", "ocr_caption", "ocrx_cinfo", "x_bboxes 1 2 3 4 5", "scan_res 300"),
    *("ppageno x", "&nbsp;", "&#x110000;", "<", "<!DOCTYPE html>", "<?xml version='1.0' encoding='big5'?>"),
    *("<meta charset='gb2312'>", "<script>", "<svg>", "<table><tr><td>", "</html>", "<!--", "x_confs 1 2 3"),
)


def run(data: bytes) -> None:
    """Read a page file of the input as hOCR."""
    read_to_rows(data, ".hocr")


def seeds() -> list[bytes]:
    """Return pages with lines and words, as HTML and as XHTML."""
    words = line(word("河道", "10 10 90 50") + " " + word("清淤", "95 10 190 50"))
    body = words + line("局长陈大山说：“清淤完成。”", "10 60 400 100", "ocr_header")
    return [hocr(body).encode(), b'<?xml version="1.0" encoding="UTF-8"?>\n' + hocr(body * 2).encode()]


TARGET = Target("hocr", run, seeds, tuple(word.encode() for word in _WORDS))
