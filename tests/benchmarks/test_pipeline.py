"""A smoke run: the benchmark measures one page, stage by stage."""

from pathlib import Path

import pytest

from benchmarks import pipeline
from benchmarks.generated import page_text, write_pages


def test_every_stage_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "peak_of_build", lambda shard: 1.0)  # starts a process
    write_pages(tmp_path, 1)
    lines = pipeline.report(tmp_path, most=1, rounds=1)
    stages = [line.split(" | ")[0].strip("| ") for line in lines if line.startswith("| ")][1:]
    assert stages == ["reading", "extraction", "keywords", "rows", "whole", "jieba.posseg"]
    assert lines[0].startswith("1 pages, ")


def test_generated_pages_are_the_same_for_the_same_number() -> None:
    assert page_text(1) == page_text(1) != page_text(2)
    assert max(map(len, page_text(1).split("\n"))) <= 22
