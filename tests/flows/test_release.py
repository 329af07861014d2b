"""The flow that cuts a release, in a process of its own with a server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jiceng.release.index import read_index

TWICE = """
from pathlib import Path
from flows.server import find_or_start_api
find_or_start_api(Path(".prefect"), 60)()
from flows.release import release
for _ in range(2):
    state = release(return_state=True)
    print(state.name, "|", state.message)
"""

SCHEDULED = """
from datetime import datetime
from pathlib import Path
import flows.release
flows.release.identity_of_flow_run = lambda timezone: {"scheduled_for": datetime(2026, 1, 5, 9)}
from flows.server import find_or_start_api
find_or_start_api(Path(".prefect"), 60)()
print(flows.release.release(return_state=True).message)
"""


def run_flow(code: str, api: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PREFECT_API_URL": api}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_scheduled_release_belongs_to_its_day(dataset: Path, workspace: Path, api: str) -> None:
    shutil.copytree(dataset, workspace / "output", symlinks=True)
    done = run_flow(SCHEDULED, api)
    assert done.stdout.startswith("release 2026.01.05: "), done.stderr


@pytest.mark.slow
def test_a_release_is_cut_only_if_the_dataset_changed(dataset: Path, workspace: Path, api: str) -> None:
    shutil.copytree(dataset, workspace / "output", symlinks=True)
    done = run_flow(TWICE, api)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("Completed | release ")
    assert second == "Unchanged | the dataset is the one that the newest release froze"
    assert len(read_index(workspace / "output").releases) == 1


@pytest.mark.slow
def test_without_a_dataset_it_fails_with_a_sentence(workspace: Path, api: str) -> None:
    done = run_flow(TWICE, api)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("Failed | nothing is released: output: holds no dataset")
