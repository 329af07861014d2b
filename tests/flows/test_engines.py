"""Dask workers and object storage: the bytes are those of a local build, also where a worker dies."""

import logging
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from upath import UPath

from flows.runs.steps import build_dataset
from flows.settings import Settings
from jiceng.dataset import shards as shards_module
from jiceng.dataset.manifest import build_folder
from jiceng.dataset.shards import OtherRules, list_shards, write_shard
from jiceng.page import find_pages
from jiceng.storage import Location
from tests.flows.conftest import Jiceng, faults_of, write_raw

distributed = pytest.importorskip("distributed")
moto_server = pytest.importorskip("moto.server")

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def tables(output: Location) -> dict[str, bytes]:
    """Return the Parquet files of a published build, by their path in it."""
    build = build_folder(output)
    names = list(build.rglob("*.parquet"))
    return {str(path).removeprefix(str(build)).lstrip("/"): path.read_bytes() for path in names}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six pages, each in a shard of its own, in raw/ and a local build of them; to be read only."""
    folder = tmp_path_factory.mktemp("built")
    write_raw(folder, pages=6)
    settings = Settings(raw=folder / "raw", output=folder / "local", workers=1, database_bytes=0)
    assert build_dataset(settings).published
    return folder


@pytest.fixture
def local(built: Path, workspace: Path) -> dict[str, bytes]:
    """The tables of the local build, whose raw/ and local/ are copied into the workspace."""
    shutil.copytree(built, workspace, symlinks=True, dirs_exist_ok=True)
    return tables(workspace / "local")


@pytest.fixture
def cluster() -> "Iterator[distributed.LocalCluster]":
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket on an S3 server that runs in this process; the environment says where it is."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
        monkeypatch.setenv(name, value)
    name = f"newspapers-{uuid4().hex[:8]}"
    filesystem = UPath(f"s3://{name}").fs
    filesystem.clear_instance_cache()
    UPath(f"s3://{name}").fs.mkdir(name)
    yield f"s3://{name}"
    type(filesystem).clear_instance_cache()
    server.stop()


def put_raw(workspace: Path, address: str) -> None:
    for path in sorted((workspace / "raw").rglob("*")):
        if path.is_file():
            place = UPath(address) / path.relative_to(workspace / "raw").as_posix()
            place.write_bytes(path.read_bytes())


@pytest.mark.slow
def test_a_dask_worker_is_killed_in_the_middle(
    workspace: Path, local: dict[str, bytes], jiceng: Jiceng, cluster: "distributed.LocalCluster", api: str
) -> None:
    killed: list[int] = []

    def kill_one() -> None:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            if list((workspace / "dask").glob("shards/*/*/*/report.json")):
                process = cluster.workers[0].process
                killed.append(process.pid)
                os.kill(process.pid, signal.SIGKILL)
                return
            time.sleep(0.02)

    killer = threading.Thread(target=kill_one)
    killer.start()
    run = jiceng(
        "build",
        "--output",
        str(workspace / "dask"),
        "--engine",
        "dask",
        JICENG_DASK_SCHEDULER=cluster.scheduler_address,
        JICENG_PAGES_PER_DASK_TASK="1",
        PREFECT_API_URL=api,
    )
    killer.join()
    assert (run.returncode, len(killed)) == (0, 1), run.stderr
    assert tables(workspace / "dask") == local


@pytest.mark.slow
def test_dask_workers_read_and_write_object_storage(
    workspace: Path, local: dict[str, bytes], jiceng: Jiceng, bucket: str, api: str
) -> None:
    put_raw(workspace, f"{bucket}/raw")
    places = ("--raw", f"{bucket}/raw", "--output", f"{bucket}/output")
    more = {"JICENG_WORKERS": "2", "JICENG_PAGES_PER_DASK_TASK": "1", "PREFECT_API_URL": api}
    run = jiceng("build", *places, "--engine", "dask", **more)
    assert run.returncode == 0, run.stderr
    assert tables(UPath(f"{bucket}/output")) == local


def test_object_storage_is_built_step_by_step(workspace: Path, local: dict[str, bytes], bucket: str) -> None:
    put_raw(workspace, f"{bucket}/raw")
    settings = Settings.model_validate({"raw": f"{bucket}/raw", "output": f"{bucket}/output", "workers": 1})
    first = build_dataset(settings)
    assert first.published
    assert tables(UPath(f"{bucket}/output")) == local
    again = build_dataset(settings)
    assert again.shards_read == 0
    assert again.build is not None
    assert again.build.unchanged
    page = "example-daily/2024-03-05/02.txt"
    for raw in (UPath(f"{bucket}/raw"), workspace / "raw"):
        (raw / page).write_text("第三版\n\n　　本报讯 花园社区居民王小明说：“好。”\n", encoding="utf-8")
    changed = build_dataset(settings)
    assert changed.shards_read == 1
    assert changed.build is not None
    assert changed.build.carried >= 2  # newspapers and rules, copied within storage
    assert build_dataset(Settings(raw=workspace / "raw", output=workspace / "local", workers=1)).published
    assert tables(UPath(f"{bucket}/output")) == tables(workspace / "local")
    builds = {path.name for path in UPath(f"{bucket}/output/builds").iterdir()}
    assert builds == {first.build.build_id if first.build else "", changed.build.build_id}


def test_object_storage_is_checked_and_asked(
    workspace: Path, local: dict[str, bytes], called: Jiceng, bucket: str
) -> None:
    put_raw(workspace, f"{bucket}/raw")
    settings = Settings.model_validate({"raw": f"{bucket}/raw", "output": f"{bucket}/output", "workers": 1})
    assert build_dataset(settings).published
    checked = called("check", "--output", f"{bucket}/output")
    assert "keeps all its promises" in checked.stdout, checked.stderr
    asked = called("query", "SELECT count(*) AS n FROM pages", "--format", "csv", "--output", f"{bucket}/output")
    assert asked.stdout.split() == ["n", "6"]
    missing = called("check", "--output", f"{bucket}/elsewhere")
    assert missing.returncode == 2
    assert "holds no dataset" in missing.stderr


def test_storage_that_cannot_be_reached_is_one_line(workspace: Path, jiceng: Jiceng) -> None:
    run = jiceng("build", "--direct", "--raw", "s3://nothing/raw", **CREDENTIALS, AWS_ENDPOINT_URL="http://127.0.0.1:9")
    assert run.returncode == 2
    (fault,) = faults_of(run)
    assert fault.startswith("jiceng: s3://nothing/raw: cannot be reached")


def test_a_scheduler_that_does_not_answer_is_one_line(workspace: Path, jiceng: Jiceng, api: str) -> None:
    write_raw(workspace)
    run = jiceng("build", "--engine", "dask", JICENG_DASK_SCHEDULER="tcp://127.0.0.1:9", PREFECT_API_URL=api)
    assert run.returncode == 2
    assert "tcp://127.0.0.1:9: no Dask scheduler answers" in run.stderr


def test_a_worker_with_other_rules_is_refused(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shard, *_) = list_shards(find_pages(raw))
    rules = {**shards_module.rule_sources(), "jiceng/page/read.py": "0"}
    monkeypatch.setattr(shards_module, "rule_sources", lambda: rules)
    with pytest.raises(OtherRules, match=r"another jiceng/page/read\.py than the build was planned with"):
        write_shard(tmp_path / "output", shard)
