"""The HTML file of a page: whole, safe, and readable in its colours."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.cli.app import run
from flows.cli.inspect import read_and_inspect
from flows.console.inspection.colours import ARTICLE_FILLS, ink_on
from flows.console.inspection.html import DARK, LIGHT, Scheme, inspection_html
from flows.console.inspection.labels import SYMBOLS
from flows.console.inspection.terminal import inspection_lines
from flows.faults import DONE
from jiceng.inspection import Inspection, inspect_reading
from jiceng.page import RawPage
from jiceng.reading.article import PageReading, ReadBreak
from tests.flows.console.inspection.test_colours import ratio

RAW = Path(__file__).parents[4] / "raw"

SEED = "panzhihua-daily/undated/9e7fc240720b64a5"

HEADLINES = ("进取，推进“攀枝花之治”", "强化科技支撑 创新治理机制")

VOID = {"meta", "link", "br", "hr", "img"}


class _Document(HTMLParser):
    """A document whose elements are opened and closed in order; the text of the elements of a class is kept."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.tags: set[str] = set()
        self.feed(document)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), "no attribute is given twice"
        self.tags.add(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given:
            self.targets.append(given["href"])
        if tag not in VOID:
            self.open.append((tag, given.get("class", "")))
            for name in given.get("class", "").split():
                self.texts.setdefault(name, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for _, names in self.open:
            for name in names.split():
                self.texts[name][-1] += data


def a_page(folder: Path, raw_text: str) -> tuple[RawPage, Inspection]:
    path = folder / "page.txt"
    path.write_bytes(raw_text.encode("utf-8"))
    return read_and_inspect(folder / "raw", str(path))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw_text=st.text(st.characters(codec="utf-8"), max_size=200), width=st.sampled_from([None, 80, 140]))
def test_nothing_of_a_page_reaches_the_terminal_or_the_browser_as_a_command(
    tmp_path: Path, raw_text: str, width: int | None
) -> None:
    page, inspection = a_page(tmp_path, raw_text)
    shown = "\n".join(line.plain for line in inspection_lines(page, inspection, width))
    document = inspection_html(page, inspection)
    for text in (shown, document):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    _Document(document)


def test_marks_of_html_and_terminals_in_a_page_are_shown_as_they_are(tmp_path: Path) -> None:
    raw_text = '<script>alert(1)</script>\n\n\x1b[31m红</span>&amp;" onclick="x\n\u202e倒\n'
    page, inspection = a_page(tmp_path, raw_text)
    document = _Document(inspection_html(page, inspection))
    assert "script" not in document.tags
    shown = "".join(document.texts["raw"])
    assert shown == '<script>alert(1)</script>\\x1b[31m红</span>&amp;" onclick="x\\u202e倒'


def test_the_html_file_holds_the_whole_page(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", SEED, "--raw", str(RAW), "--html", "seed.html"]) == DONE
    assert capsys.readouterr().out == "seed.html is written\n"
    assert [path.name for path in workspace.iterdir()] == ["seed.html"]
    text = (workspace / "seed.html").read_text(encoding="utf-8")
    document = _Document(text)
    raw_text = (RAW / f"{SEED}.txt").read_text(encoding="utf-8")
    assert "".join("".join(document.texts["raw"]).split()) == "".join(raw_text.split())
    page, inspection = read_and_inspect(RAW, SEED)
    assert page.raw_text == raw_text
    cards = " ".join(document.texts["card"])
    assert all(headline in cards for headline in HEADLINES)
    in_lines = [text for text in document.texts["verdict"] if re.search("[01][.][0-9]{3}$", text)]
    for verdict, count in inspection.verdicts.items():
        assert sum(text.startswith(f"{SYMBOLS[verdict]} {verdict} ") for text in in_lines) == count
    assert len(document.ids) == len(set(document.ids))
    assert {target.removeprefix("#") for target in document.targets} <= set(document.ids)
    assert not document.tags & {"script", "img", "iframe", "object"}
    assert not re.search(r"https?:|url\(|@import|src=", text), "nothing is fetched"


def test_html_to_standard_output() -> None:
    code = "from flows.cli.app import main; main()"
    written = subprocess.run(
        [sys.executable, "-c", code, "inspect", SEED, "--raw", str(RAW), "--html", "-"], capture_output=True, check=True
    )
    assert written.stderr == b""
    assert written.stdout.decode("utf-8").startswith("<!DOCTYPE html>")


def test_doubtful_breaks_are_marked_and_listed(tmp_path: Path) -> None:
    page, _ = a_page(tmp_path, "甲\n乙\n")
    reading = PageReading((), (), (ReadBreak(raw_offset=1, verdict="joined", reason="by_hand", confidence=0.5),))
    inspection = inspect_reading("甲\n乙\n", reading)
    document = _Document(inspection_html(page, inspection))
    assert "+ joined ? doubtful by_hand 0.500" in document.texts["verdict"]
    assert "#L1" in document.targets
    shown = [line.plain for line in inspection_lines(page, inspection, None)]
    assert any(line.endswith("+ joined    by_hand 0.500 ?") for line in shown)
    assert "doubtful breaks after lines 1" in shown
    assert "unread characters in lines 1, 2" in shown, "what reading lost is named"


@pytest.mark.parametrize("name", ["page.hocr", "page.xml", "page.paddle3.json"])
def test_a_file_of_an_ocr_engine_is_shown(name: str) -> None:
    path = Path(__file__).parents[3] / "ocr" / "fixtures" / name
    page, inspection = read_and_inspect(RAW, str(path))
    assert page.raw_text is not None
    document = _Document(inspection_html(page, inspection))
    assert "".join("".join(document.texts["raw"]).split()) == "".join(page.raw_text.split())


def test_an_empty_page_is_shown(tmp_path: Path) -> None:
    page, inspection = a_page(tmp_path, "")
    assert "lines 0 · articles 0" in "\n".join(line.plain for line in inspection_lines(page, inspection, 80))
    assert "The page has no text." in inspection_html(page, inspection)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_can_be_read_on_its_grounds(scheme: Scheme) -> None:
    grounds = (scheme.paper, scheme.panel, scheme.furniture, *scheme.tints, *scheme.strong_tints)
    for ground in grounds:
        assert ratio(scheme.ink, ground) >= 4.5
        assert ratio(scheme.faint, ground) >= 4.5
        assert ratio(scheme.link, ground) >= 4.5


def test_the_colours_in_the_html_file_are_those_of_the_schemes() -> None:
    text = inspection_html(*read_and_inspect(RAW, SEED))
    light, dark = (dict(re.findall("--([a-z0-9-]+): (#[0-9a-f]{6});", part)) for part in text.split("@media", 2)[:2])
    for scheme, declared in ((LIGHT, light), (DARK, dark)):
        for name in ("paper", "panel", "furniture", "ink", "faint", "link"):
            assert declared[name] == getattr(scheme, name)
        assert declared.keys() >= {f"{kind}-{i}" for kind in ("tint", "strong") for i in range(len(ARTICLE_FILLS))}
    for fill in ARTICLE_FILLS:
        assert f"background: {fill}; color: {ink_on(fill)};" in text
