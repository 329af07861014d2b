"""One printed page as plain text, as Tesseract gave it, and in the forms of PaddleOCR: the same articles."""

import json
import re
import shutil
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.explain import explain_row
from jiceng.dataset.query import open_dataset
from jiceng.ocr import read_ocr
from jiceng.reading import read_articles
from tests.dataset.sample import build, write_newspaper
from tests.ocr.samples import FIXTURES

PLAIN = (FIXTURES / "page.txt").read_text(encoding="utf-8")


def raw_text(name: str) -> str:
    path = FIXTURES / name
    return read_ocr(path.read_text(encoding="utf-8"), path.suffix)[1][0].text


def alike(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


@pytest.mark.parametrize("name", ["page.paddle2.json", "page.paddle3.json"])
def test_perfect_boxes_give_the_plain_text(name: str) -> None:
    """The boxes are those in which the page was set, in PaddleOCR's forms; the engine did not make them."""
    assert raw_text(name) == PLAIN


@pytest.mark.parametrize("name", ["page.hocr", "page.xml", "slanted.hocr", "slanted.xml"])
def test_tesseracts_lines_come_in_the_printed_order(name: str) -> None:
    """The engine misread and dropped some of the page; what it read stands where it is printed."""
    derived, printed = raw_text(name), PLAIN
    lines = [line.strip() for line in derived.split("\n") if len(line.strip()) > 3]
    places = [printed.find(line) for line in lines]
    whole = [place for place in places if place >= 0]
    assert len(whole) > 0.6 * len(lines)
    assert whole == sorted(whole)
    assert alike("".join(derived.split()), "".join(printed.split())) > 0.95


@pytest.mark.parametrize("name", ["page.hocr", "page.xml", "slanted.hocr", "slanted.xml"])
def test_tesseracts_paragraphs_are_indented_as_printed(name: str) -> None:
    derived = {line.strip(): line for line in raw_text(name).split("\n") if line.strip()}
    printed = {line.strip(): line for line in PLAIN.split("\n") if line.strip()}
    common = derived.keys() & printed.keys()
    assert {line: derived[line] for line in common} == {line: printed[line] for line in common}


def test_hocr_and_alto_of_one_run_give_the_same_text() -> None:
    assert raw_text("page.hocr") == raw_text("page.xml")
    assert raw_text("slanted.hocr") == raw_text("slanted.xml")


@pytest.mark.parametrize("name", ["page.hocr", "page.xml", "page.paddle3.json"])
def test_the_articles_are_those_of_the_plain_text_or_said_to_be_uncertain(name: str) -> None:
    """Two articles may be read as one, the title of the second as a heading, where the row says that it is a guess."""
    found, expected = read_articles(raw_text(name)).articles, list(read_articles(PLAIN).articles)
    for one in found:
        text = expected[0].text.text
        assert alike(one.title("headline") or "", expected.pop(0).title("headline") or "") > 0.8
        if alike(one.text.text, text) <= 0.94:
            assert "order_uncertain" in one.issues
            second = expected.pop(0)
            text = "\n".join([text, second.title("headline") or "", second.text.text])
        assert alike(one.text.text, text) > 0.94
    assert not expected


def printed_characters(name: str) -> list[str]:
    """Return what is not white space in the texts of an engine's file, taken out of it without a parser."""
    document = (FIXTURES / name).read_text(encoding="utf-8")
    if name.endswith(".hocr"):
        text = re.sub("<[^>]*>", "", document[document.index("<body>") :])
    elif name.endswith(".xml"):
        text = "".join(re.findall(' CONTENT="([^"]*)"', document))
    else:
        text = "".join(re.findall('"([^"]*[\u4e00-\u9fff][^"]*)"', document))
    for entity, character in (("&quot;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return sorted("".join(text.split()))


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_every_character_of_the_file_is_in_the_raw_text(path: Path) -> None:
    if path.suffix != ".txt":
        assert sorted("".join(raw_text(path.name).split())) == printed_characters(path.name)


FORMATS = {"01": "page.hocr", "02": "page.xml", "03": "page.paddle3.json", "04": "page.txt", "05": "slanted.xml"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    write_newspaper(folder / "raw", "river-daily", '"江西省/南昌市"')
    issue = folder / "raw" / "river-daily" / "2026-01-04"
    issue.mkdir()
    for number, name in FORMATS.items():
        shutil.copy(FIXTURES / name, issue / f"{number}{Path(name).suffix}")
    (issue / "06.json").write_text(json.dumps({"name": "no page"}), encoding="utf-8")
    build(folder / "raw", folder / "output")
    return folder / "output"


def selected(output: Path, query: str) -> list[tuple[Any, ...]]:
    with open_dataset(output) as connection:
        return connection.execute(query).fetchall()


def test_a_build_of_every_format_keeps_all_promises(output: Path) -> None:
    assert list(check_build((output / "current").resolve())) == []
    formats = selected(output, "SELECT source_format, encoding, status FROM pages ORDER BY page_id")
    assert formats == [
        ("hocr", "utf-8", "read"),
        ("alto", "utf-8", "read"),
        ("paddle", "utf-8", "read"),
        ("text", "utf-8", "read"),
        ("alto", "utf-8", "read"),
        ("paddle", None, "failed"),
    ]


def test_the_quotes_of_the_three_formats_are_those_of_the_text(output: Path) -> None:
    query = "SELECT speaker FROM quotes WHERE quote_id LIKE '%/2026-01-04/{}/%' AND kind = 'direct' ORDER BY ALL"
    expected = selected(output, query.format("04"))
    assert expected
    assert selected(output, query.format("03")) == expected
    for number in ("01", "02"):
        assert set(selected(output, query.format(number))) & set(expected)


def test_a_row_of_an_engines_page_is_explained(output: Path) -> None:
    ((quote_id, text),) = selected(output, "SELECT quote_id, text FROM quotes WHERE quote_id LIKE '%/01/%' LIMIT 1")
    explanation = explain_row(output, quote_id)
    assert explanation.table == "quotes"
    marked = [line.text[start:end] for line in explanation.passages[0].lines for start, end in line.marked]
    assert alike("".join(marked), text) > 0.9
    assert explanation.passages[0].source_path == "river-daily/2026-01-04/01.hocr"
