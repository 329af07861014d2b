"""The benchmarks run: on the least that they can measure, without the processes that they start."""

from pathlib import Path

import pytest

from benchmarks import query, scale, startup
from benchmarks.timing import machine


def test_every_question_has_an_answer() -> None:
    lines = query.report(2_000)
    answers = [line.split(" | ") for line in lines if line.startswith("| ")][1:]
    assert [answer[0].strip("| ") for answer in answers] == list(query.QUESTIONS)
    assert all(answer[-1] != "0 |" for answer in answers if "sure" not in answer[0])


def test_the_slope_is_that_of_time_per_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(folder: Path, workers: int) -> scale.Built:
        pages = len(list((folder / "raw").glob("*/*/*.txt")))
        (folder / "output" / "current").mkdir(parents=True, exist_ok=True)
        (folder / "output" / "current" / "a").write_text("1234", encoding="utf-8")
        return scale.Built(pages, pages * pages, 100.0)

    monkeypatch.setattr(scale, "build", build)
    one, two = scale.report((1, 2))[-2:]
    assert one == "| 1 | 1.0 | 1000.0 | 1.00 | 100 | 1 | 0.0 | 1.0 (1.0 of the processor) |"
    assert two.split(" | ")[3] == "2.00"


def test_every_command_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []

    def run(folder: Path, *arguments: str, also: Path | None = None) -> tuple[float, float]:
        assert also is not None
        assert (also / "pandas.py").exists()
        started.append(arguments[2:])
        return 2.0, 1.0

    monkeypatch.setattr(startup, "run", run)
    lines = startup.report(1, flow=True)
    assert set(started) == {("--help",), ("build", "--direct"), ("plan",), ("build",)}
    assert lines[2] == "| `jiceng --help` | 1.00 (1.00–1.00) | 2.00 (2.00–2.00) |"


def test_the_machine_is_described_without_its_name() -> None:
    assert "cores" in machine()
    assert "pyarrow" in machine()
