"""Small folders of raw pages, and a dataset built from one."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.logs import LOGGER
from flows.runs.steps import build_dataset
from flows.server import OwnServer
from flows.settings import Settings

PAGE = """　　本报讯（记者 张三）1月5日，东区召开基层治理工作会议。

　　“办好一件小事，就是赢得一份信任。”东区花园社区党委书记李四说，社区
将把服务送到居民家门口。

　　王小明表示，居民的事要同居民商量着办。
"""

TOML = 'title = "示例日报"\nhome = "四川省/攀枝花市"\n'


def write_raw(folder: Path, pages: int = 2) -> Path:
    """Make a folder with one newspaper and some pages, and return it."""
    newspaper = folder / "raw" / "example-daily"
    for number in range(1, pages + 1):
        page = newspaper / f"2024-{number:02}-05" / "01.txt"
        page.parent.mkdir(parents=True)
        page.write_text(f"示例{number}\n\n{PAGE}", encoding="utf-8")
    (newspaper / "newspaper.toml").write_text(TOML, encoding="utf-8")
    return folder / "raw"


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, without the settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("JICENG_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("JICENG_DATABASE_BYTES", "0")  # writing jiceng.duckdb takes as long as most tests
    monkeypatch.setattr("flows.console.waiting.SECONDS", 3_600.0)  # what is said of slow steps is not awaited
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def logger() -> Iterator[logging.Logger]:
    """The logger above all of ours, as it was before."""
    logger = logging.getLogger(LOGGER)
    kept = logger.handlers[:], logger.level, logger.propagate
    yield logger
    logger.handlers[:], logger.level, logger.propagate = kept


@pytest.fixture
def raw(workspace: Path) -> Path:
    return write_raw(workspace)


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of Prefect's as a user may have set one up."""
    server = OwnServer(tmp_path_factory.mktemp("home"))
    server.wait_until_ready(120)
    yield server.api_url
    server.stop()


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a dataset of two pages; to be read only."""
    folder = tmp_path_factory.mktemp("dataset")
    outcome = build_dataset(Settings(raw=write_raw(folder), output=folder / "output", workers=1))
    assert outcome.published
    return folder / "output"


Jiceng = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def jiceng(workspace: Path) -> Jiceng:
    """Run the command line in a process of its own, Prefect's home in the empty folder."""

    def call(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        return subprocess.run(
            [sys.executable, "-c", "from flows.cli.app import main; main()", *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            cwd=workspace,
            env={**kept, **more},
            check=False,
        )

    return call


@pytest.fixture
def called(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Jiceng:
    """Run the command line in this process, which has imported what it needs; for commands that start no Prefect."""

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        code = run(arguments)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return call


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Return when a condition holds; fail after a time that no busy machine needs."""
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def faults_of(result: "subprocess.CompletedProcess[str]") -> list[str]:
    """Return what a call said on standard error, without the lines that it prints while something takes its time."""
    return [line for line in result.stderr.splitlines() if not line.endswith(" …")]
