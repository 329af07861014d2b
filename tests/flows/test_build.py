"""`jiceng build` under Prefect, in processes of its own: a first run on an empty home, and runs on a given server."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE, INTERRUPTED, TERMINATED
from flows.runs.record import RunState, read_records
from flows.runs.steps import build_dataset
from flows.server import OwnServer
from flows.settings import Settings
from tests.flows.conftest import PAGE, wait_for, write_raw

pytestmark = pytest.mark.slow

BUILD = "import sys; from flows.cli.app import run; sys.exit(run(['build']))"

FAILS_ONCE = """
import sys, flows.runs.steps
write_shard, calls = flows.runs.steps.write_shard, []
def fail_once(*arguments):
    calls.append(1)
    if len(calls) == 1:
        raise OSError(5, "Input/output error")
    return write_shard(*arguments)
flows.runs.steps.write_shard = fail_once
from flows.cli.app import run
sys.exit(run(["build"]))
"""

FAILS = """
import sys, flows.runs.steps
def fail(*arguments):
    print("called")
    raise {error}
flows.runs.steps.write_shard = fail
from flows.cli.app import run
sys.exit(run(["build"]))
"""

DIES_AS_IT_BEGINS = """
import os, signal, sys, flows.runs.run
flows.runs.run.begin_record = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
from flows.cli.app import run
sys.exit(run(["build"]))
"""

TAKES_LONG = """
import os, sys, time, flows.runs.steps
def take_long(output, shard, pool):
    os.write(1, os.environ["PREFECT_API_URL"].encode() + b"\\n")
    list(pool.map(time.sleep, [0.1] * 6000))
flows.runs.steps.write_shard = take_long
from flows.cli.app import run
sys.exit(run(["build"]))
"""


def start(folder: Path, code: str, **variables: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "JICENG_"))}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=folder,
        env={
            **kept,
            "JICENG_RETRY_DELAY_SECONDS": "0.1",
            "JICENG_LOG_LEVEL": "warning",
            "JICENG_DATABASE_BYTES": "0",
            **variables,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


_WAITING = re.compile("^.* …\n", re.MULTILINE)


def finish(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Return code and output of a process, without the lines that say what takes its time on a busy machine."""
    out, err = process.communicate(timeout=600)
    return process.returncode, out, _WAITING.sub("", err)


def runs(home: Path, columns: str, table: str = "flow_run") -> list[tuple[object, ...]]:
    """Return what Prefect's database holds, newest first."""
    with sqlite3.connect(home / "prefect.db") as database:
        return database.execute(f"SELECT {columns} FROM {table} ORDER BY created DESC").fetchall()


@dataclass
class FirstBuild:
    folder: Path
    code: int
    out: str
    err: str

    @property
    def home(self) -> Path:
        return self.folder / ".prefect"


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> FirstBuild:
    """Run `jiceng build` over good and bad pages on an empty home."""
    folder = tmp_path_factory.mktemp("first")
    raw = write_raw(folder)
    newspaper = raw / "example-daily"
    (newspaper / "2024-01-05" / "02.txt").write_bytes("好".encode() + b"\xff\xff\xff")
    (newspaper / "2024-01-05" / "03.txt").mkdir()
    (newspaper / "2024-13-01").mkdir()
    (newspaper / "2024-13-01" / "01.txt").write_text(PAGE, encoding="utf-8")
    for name in ("04.txt", "04.TXT"):
        (newspaper / "2024-01-05" / name).write_text(PAGE, encoding="utf-8")
    (raw / "broken" / "undated").mkdir(parents=True)
    (raw / "broken" / "undated" / "1.txt").write_text(PAGE, encoding="utf-8")
    (raw / "broken" / "newspaper.toml").write_text("title = ", encoding="utf-8")
    return FirstBuild(folder, *finish(start(folder, BUILD)))


@pytest.fixture(scope="session")
def api(first_build: FirstBuild) -> Iterator[str]:
    """A server that the user has set up, on the home of the first build."""
    server = OwnServer(first_build.home)
    server.wait_until_ready(60)
    yield server.api_url
    server.stop()


def test_good_pages_are_published_and_each_fault_is_one_line(first_build: FirstBuild) -> None:
    assert first_build.code == DATA_AT_FAULT
    lines = first_build.err.splitlines()
    beginnings = [
        "broken/newspaper.toml: is not valid TOML",
        "example-daily/2024-01-05/02.txt, byte 3: ",
        "example-daily/2024-01-05/03.txt: is a folder",
        "example-daily/2024-01-05/04.TXT: is one of 2 files for one page",
        "example-daily/2024-01-05/04.txt: is one of 2 files for one page",
        "example-daily/2024-13-01: is not a date",
    ]
    assert len(lines) == len(beginnings)
    assert all(line.startswith(beginning) for line, beginning in zip(lines, beginnings, strict=True))
    assert "is published: 3 pages, 6 faults in raw/" in first_build.out
    assert (first_build.folder / "output" / "current" / "manifest.json").is_file()


def test_run_leaves_its_record_and_artifacts(first_build: FirstBuild) -> None:
    assert ("COMPLETED", "CompletedWithFaults") in runs(first_build.home, "state_type, state_name")
    assert ("COMPLETED",) in runs(first_build.home, "state_type", "task_run")
    artifacts = {key: str(data) for key, data in runs(first_build.home, "key, data", "artifact")}
    assert "6 faults in raw/" in artifacts["build-summary"]
    assert "2024-13-01: is not a date" in artifacts["build-summary"]
    assert "communities" in artifacts["build-tables"]
    assert "example-daily/2024-01" in artifacts["build-shards"]
    assert '"state": "new"' in artifacts["build-shards"].replace("\\", "")
    assert float(artifacts["build-progress"]) == 100.0


def test_direct_mode_makes_the_bytes_of_the_flow(first_build: FirstBuild, tmp_path: Path) -> None:
    build_dataset(Settings(raw=first_build.folder / "raw", output=tmp_path / "direct", workers=1))
    assert tables(tmp_path / "direct") == tables(first_build.folder / "output")


def tables(output: Path) -> dict[str, bytes]:
    build = (output / "current").resolve()
    return {path.relative_to(build).as_posix(): path.read_bytes() for path in sorted(build.rglob("*.parquet"))}


def test_an_answer_of_500_is_asked_for_again(workspace: Path) -> None:
    code = (
        "from pathlib import Path; from flows.server import set_up_prefect; set_up_prefect(Path('home'));"
        "from prefect.settings import get_current_settings as now; print(now().client.retry_extra_codes)"
    )
    assert finish(start(workspace, code))[1].strip() == "{500}"


def test_nothing_is_written_outside(first_build: FirstBuild) -> None:
    assert {path.name for path in first_build.folder.iterdir()} == {"raw", "output", ".prefect"}


def test_second_build_is_unchanged_and_names_the_faults_again(first_build: FirstBuild) -> None:
    code, out, err = finish(start(first_build.folder, BUILD))
    assert (code, err) == (DATA_AT_FAULT, first_build.err)
    assert "is unchanged" in out


def test_given_server_is_used_and_a_fault_of_the_machine_is_tried_again(
    raw: Path, workspace: Path, first_build: FirstBuild, api: str
) -> None:
    code, out, err = finish(start(workspace, FAILS_ONCE, PREFECT_API_URL=api))
    assert (code, err) == (DONE, "")
    assert "is published: 2 pages, 0 faults in raw/" in out
    assert ("COMPLETED", 2) in runs(first_build.home, "state_type, run_count", "task_run")
    assert not (workspace / ".prefect" / "prefect.db").exists()


def test_machine_that_stays_at_fault_is_one_line(raw: Path, workspace: Path, api: str) -> None:
    code, out, err = finish(start(workspace, FAILS.format(error="OSError(5, 'no disk')"), PREFECT_API_URL=api))
    assert code == CALL_AT_FAULT
    assert out.count("called") == 3, "twice again"
    assert err == "jiceng: the build could not go on (OSError: [Errno 5] no disk); call it again\n"


def test_fault_of_the_data_is_not_tried_again(raw: Path, workspace: Path, api: str) -> None:
    code, out, err = finish(start(workspace, FAILS.format(error="ValueError('no')"), PREFECT_API_URL=api))
    assert code == DATA_AT_FAULT
    assert out.count("called") == 2, "once a shard"
    assert "nothing is published" in out
    assert "example-daily/2024-01: could not be built (ValueError: no)" in err


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGINT, INTERRUPTED, "jiceng: interrupted\n"), (signal.SIGTERM, TERMINATED, "jiceng: terminated\n")],
)
@pytest.mark.parametrize(("moment", "pages_for_pool"), [(0, "64"), (2, "64"), (4, "1")])
def test_signal_is_one_line_and_prefect_knows_of_it(
    raw: Path,
    workspace: Path,
    first_build: FirstBuild,
    api: str,
    number: signal.Signals,
    code: int,
    said: str,
    moment: float,
    pages_for_pool: str,
) -> None:
    more = {"JICENG_PAGES_FOR_POOL": pages_for_pool, "JICENG_WORKERS": "2"}
    process = start(workspace, TAKES_LONG, PREFECT_API_URL=api, **more)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == api
    time.sleep(moment)  # 0: while Prefect submits the tasks; 4: while processes read
    process.send_signal(number)
    assert finish(process)[::2] == (code, said)
    assert runs(first_build.home, "state_type")[0] == ("CRASHED",)
    (record,) = read_records(workspace / "output")
    assert (record.state, record.mode) == (RunState.interrupted, "flow")
    assert not (workspace / "output" / "lock.json").exists()


def test_killed_run_is_tidied_by_the_next(raw: Path, workspace: Path, first_build: FirstBuild, api: str) -> None:
    process = start(workspace, TAKES_LONG, PREFECT_API_URL=api)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == api
    process.kill()
    process.communicate()
    assert runs(first_build.home, "state_type")[0] == ("RUNNING",)
    code, _, err = finish(start(workspace, BUILD, PREFECT_API_URL=api))
    assert code == DONE
    assert "is dead, is taken over" in err
    published, crashed = read_records(workspace / "output")
    assert (published.state, crashed.state, crashed.prefect_told) == (RunState.published, RunState.crashed, True)
    assert runs(first_build.home, "state_type")[:2] == [("COMPLETED",), ("CRASHED",)]


def test_run_killed_before_it_had_a_record_is_tidied_too(
    raw: Path, workspace: Path, first_build: FirstBuild, api: str
) -> None:
    killed = start(workspace, DIES_AS_IT_BEGINS, PREFECT_API_URL=api)
    assert finish(killed)[0] == -signal.SIGKILL
    assert runs(first_build.home, "state_type")[0] == ("RUNNING",)
    code, _, err = finish(start(workspace, BUILD, PREFECT_API_URL=api))
    assert (code, "which was killed as it began, is set to Crashed" in err) == (DONE, True)
    assert ("RUNNING",) not in runs(first_build.home, "state_type")
    assert runs(first_build.home, "state_type")[1] == ("CRASHED",)


def test_second_build_at_a_time_is_refused_in_one_line(
    raw: Path, workspace: Path, first_build: FirstBuild, api: str
) -> None:
    process = start(workspace, TAKES_LONG, PREFECT_API_URL=api)
    assert process.stdout is not None
    process.stdout.readline()
    code, out, err = finish(start(workspace, BUILD, PREFECT_API_URL=api))
    process.terminate()
    process.communicate()
    assert (code, out) == (CALL_AT_FAULT, "")
    assert re.fullmatch(r"jiceng: output: is being built by .+@.+, process \d+, since .+ UTC; .*\n", err)


def test_own_server_ends_with_a_killed_build(raw: Path, workspace: Path, first_build: FirstBuild) -> None:
    process = start(workspace, TAKES_LONG, PREFECT_HOME=str(first_build.home))
    assert process.stdout is not None
    api = process.stdout.readline().strip()
    assert urlopen(f"{api}/health").status == 200
    process.kill()
    process.communicate()

    def is_gone() -> bool:
        try:
            urlopen(f"{api}/health").close()
        except (URLError, OSError):
            return True
        return False

    wait_for(is_gone, "the end of the server")
