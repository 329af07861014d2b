"""A page on the terminal: every line, none too wide."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from flows.cli.app import run
from flows.cli.inspect import read_and_inspect
from flows.console.inspection.labels import SYMBOLS
from flows.console.inspection.terminal import inspection_lines
from flows.faults import DONE
from jiceng.inspection import Inspection
from jiceng.page import RawPage

RAW = Path(__file__).parents[4] / "raw"

SEED = "panzhihua-daily/undated/9e7fc240720b64a5"

HEADLINES = ("进取，推进“攀枝花之治”", "强化科技支撑 创新治理机制")


def a_page(folder: Path, raw_text: str) -> tuple[RawPage, Inspection]:
    path = folder / "page.txt"
    path.write_bytes(raw_text.encode("utf-8"))
    return read_and_inspect(folder / "raw", str(path))


def test_piped_output_is_plain_text_with_every_line_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", SEED, "--raw", str(RAW)]) == DONE
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert all(headline in out for headline in HEADLINES)
    lines = [line.rstrip() for line in out.splitlines()]
    raw_text = (RAW / f"{SEED}.txt").read_text(encoding="utf-8")
    page, inspection = read_and_inspect(RAW, SEED)
    assert page.raw_text == raw_text
    figures = f"lines {inspection.printed_lines} · articles {len(inspection.articles)} · furniture lines 0 · "
    assert any(line.startswith(figures) for line in lines)
    for verdict, count in inspection.verdicts.items():
        assert f"{SYMBOLS[verdict]} {verdict} ({count}): " in out
    for line in inspection.lines:
        shown = next(shown for shown in lines if shown.startswith(f"{line.number:>3} {line.offset:>4}"))
        assert line.text.strip() in shown
        if line.break_after is not None:
            doubt = " ?" if line.break_after.confidence < 0.9 else ""
            assert shown.endswith(f"{line.break_after.reason} {line.break_after.confidence:.3f}{doubt}")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 109, 110, 120, 140, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = [line.plain for line in inspection_lines(*read_and_inspect(RAW, SEED), width)]
    widest = max(cell_len(line) for line in shown)
    assert widest <= max(width, 60), "a terminal of less than 60 columns wraps"
    assert all(any(headline in line for line in shown) for headline in HEADLINES)


def test_articles_stand_beside_their_lines_where_there_is_room() -> None:
    page, inspection = read_and_inspect(RAW, SEED)
    wide = [line.plain for line in inspection_lines(page, inspection, 140)]
    narrow = [line.plain for line in inspection_lines(page, inspection, 80)]
    assert any("党建引领 " in line and "A4 heading: 党建引领" in line for line in wide)
    assert any(line == "A4 heading: 党建引领" for line in narrow)


def test_a_long_line_is_folded_and_the_columns_stay(tmp_path: Path) -> None:
    page, inspection = a_page(tmp_path, "短行，\n" * 40 + "很长的一行" * 60 + "\n短行。\n")
    for width in (80, 140):
        shown = [line.plain for line in inspection_lines(page, inspection, width)]
        assert all(cell_len(line) <= width for line in shown)
