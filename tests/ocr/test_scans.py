"""Scans and PDFs are pages: recognised once, by the extra jiceng[ocr]; without it one line says so."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from jiceng.dataset.shards import list_shards
from jiceng.ocr import OcrFault
from jiceng.ocr.scans import CACHE, INSTALL, engine_is_installed, engine_versions, read_recognised, recognise
from jiceng.page import find_pages, raw_text_of_scan, read_page, read_pages
from jiceng.reading import read_articles
from tests.ocr.draw_scans import chinese_font, write_scans
from tests.ocr.samples import BELOW, QUAD
from tests.page.sample import raw_folder

NEEDS_EXTRA = pytest.mark.skipif(not engine_is_installed(), reason="the extra jiceng[ocr] is not installed")
SCAN = b"\x89PNG made up"
DIGEST = sha256(SCAN).hexdigest()
KEPT = {
    "file": DIGEST,
    "engine": {"rapidocr": "3.10.0"},
    "pages": [{"from": "ocr", "lines": [[QUAD, "村里", 0.9], [BELOW, "的书", 0.8]]}],
}
TEXT = """小区停车有了新规矩
5月5日，草市街街道文殊院社区召开议事会，三十多名居民代表参加。社区党委书记王小明说：“车位先让给老人用。”
下一步，社区打算把议事会开到每个院落去，让更多居民参与进来，把小区里的事情商量着办好。
"""


def kept_beside(kept: object = KEPT) -> dict[str, str | bytes]:
    return {"jia/undated/03.png": SCAN, f"jia/undated/{CACHE}/{DIGEST}.json": json.dumps(kept)}


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiceng.page.find.engine_is_installed", lambda: False)
    monkeypatch.setattr("jiceng.ocr.scans.engine_is_installed", lambda: False)


@pytest.mark.usefixtures("no_engine")
def test_without_the_extra_one_line_says_so(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {f"jia/2024-05-0{n}/x.{end}": SCAN for n, end in ((1, "png"), (2, "PDF"), (3, "tif"))})
    found = find_pages(raw)
    assert found.pages == ()
    assert list(map(str, found.faults)) == [
        f"jia/2024-05-01/x.png: is a scan or PDF without its text, as 2 more are, and not read; {INSTALL}"
    ]


@pytest.mark.usefixtures("no_engine")
def test_a_scan_beside_its_text_is_no_page(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/03.txt": "甲", "jia/undated/03.png": SCAN, "jia/undated/03.pdf": b"%PDF"})
    found = find_pages(raw)
    assert [page.source_path for page in found.pages] == ["jia/undated/03.txt"]
    assert found.faults == ()


@pytest.mark.usefixtures("no_engine")
def test_what_is_kept_beside_a_scan_is_read_without_an_engine(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, kept_beside())
    (page,) = read_pages(find_pages(raw).pages[0])
    assert (page.raw_text, page.source_format, page.image_sha256) == ("村里\n的书\n", "image", DIGEST)
    assert [scored.score for scored in page.scores] == [0.9, 0.8]
    assert raw_text_of_scan(raw / "jia/undated/03.png", DIGEST, page.file.page_id) == page.raw_text


@pytest.mark.usefixtures("no_engine")
@pytest.mark.parametrize("kept", [{}, [], {"pages": [{"lines": [[1]]}]}, {"pages": 3}])
def test_what_is_kept_and_damaged_is_named(tmp_path: Path, kept: object) -> None:
    page = read_page(find_pages(raw_folder(tmp_path, kept_beside(kept))).pages[0])
    assert page.raw_text is None
    assert str(page.fault).startswith("jia/undated/03.png: what .ocr/ has of it is damaged; remove that file")


def test_nothing_is_recognised_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[str] = []

    def recognised_once(data: bytes, suffix: str) -> bytes:
        times.append(suffix)
        return json.dumps(KEPT).encode()

    monkeypatch.setattr("jiceng.page.find.engine_is_installed", lambda: True)
    monkeypatch.setattr("jiceng.page.read.recognise", recognised_once)
    (file,) = find_pages(raw_folder(tmp_path, {"jia/undated/03.png": SCAN})).pages
    assert read_page(file).raw_text == read_page(file).raw_text == "村里\n的书\n"
    assert times == [".png"]
    assert len(list_shards(find_pages(file.path.parents[2]), tmp_path / "output")) == 1


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_nothing_is_recognised() -> None:
    with pytest.raises(OcrFault, match="no engine is installed"):
        recognise(SCAN, ".png")


@NEEDS_EXTRA
@pytest.mark.parametrize(("data", "suffix"), [(SCAN, ".png"), (b"%PDF-1.4 made up", ".pdf")])
def test_a_damaged_scan_is_named(data: bytes, suffix: str) -> None:
    with pytest.raises(OcrFault, match="a damaged"):
        recognise(data, suffix)


@NEEDS_EXTRA
@pytest.mark.slow
@pytest.mark.skipif(chinese_font() is None, reason="no Chinese font is installed")
@pytest.mark.parametrize("name", ["01.jpg", "02.pdf"])
def test_a_scan_is_read_from_its_image(tmp_path: Path, name: str) -> None:
    write_scans(TEXT, tmp_path)
    kept = recognise((tmp_path / name).read_bytes(), Path(name).suffix)
    assert json.loads(kept)["engine"] == engine_versions()
    assert len(read_recognised(kept)) == 1
    raw = raw_folder(tmp_path, {f"jia/undated/{name}": (tmp_path / name).read_bytes()})
    (page,) = read_pages(find_pages(raw).pages[0])
    (article,) = read_articles(page.raw_text or "", page.sizes).articles
    assert article.title("headline") == "小区停车有了新规矩"
    assert "社区党委书记王小明说：“车位先让给老人用" in article.text.text
