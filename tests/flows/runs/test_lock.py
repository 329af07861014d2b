"""The lock of an output folder: who has it, who is refused, and what a dead owner left."""

import json
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.faults import CallFault
from flows.runs.lock import LOCK, Lock, LostLock, hold_lock, read_lock, refuse_if_locked, require_lock, take_lock
from flows.runs.owner import Owner, this_process
from tests.flows.conftest import wait_for

NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)
ELSEWHERE = Owner(user="li", host="other", machine="there", pid=1, started="1")


def ignore() -> None:
    pass


def leave(output: Path, owner: Owner, heartbeat: datetime) -> None:
    text = Lock(owner=owner, since=NOW, heartbeat=heartbeat).text()
    (output / LOCK).write_text(text, encoding="utf-8")


def dead_process() -> Owner:
    code = "from flows.runs.owner import this_process; print(this_process().model_dump_json())"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    return Owner.model_validate_json(printed)


def test_lock_says_who_holds_it_and_is_gone_in_the_end(tmp_path: Path) -> None:
    with hold_lock(tmp_path, 60, 60, ignore) as held:
        stored = json.loads((tmp_path / LOCK).read_text(encoding="utf-8"))
        assert stored["owner"]["pid"] == os.getpid()
        assert {"since", "heartbeat"} <= stored.keys()
        assert held.took_over is None
    assert list(tmp_path.iterdir()) == []


def test_second_build_is_refused_in_one_line_with_owner_host_and_time(tmp_path: Path) -> None:
    with (
        hold_lock(tmp_path, 60, 60, ignore),
        pytest.raises(CallFault, match=r"\A.*\Z") as fault,
        hold_lock(tmp_path, 60, 60, ignore),
    ):
        pass
    owner = this_process()
    for said in (str(tmp_path), owner.user, owner.host, str(os.getpid()), f"{datetime.now(UTC):%Y-%m-%d}"):
        assert said in str(fault.value)


def test_lock_is_renewed_in_place(tmp_path: Path) -> None:
    with hold_lock(tmp_path, 0.05, 60, ignore):
        first = read_lock(tmp_path)
        number = (tmp_path / LOCK).stat().st_ino
        wait_for(lambda: read_lock(tmp_path) != first, "a heartbeat")
        second = read_lock(tmp_path)
        assert first is not None
        assert second is not None
        assert second.heartbeat > first.heartbeat
        assert second.since == first.since
        assert (tmp_path / LOCK).stat().st_ino == number


def test_lock_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    dead = dead_process()
    leave(tmp_path, dead, datetime.now(UTC))
    with hold_lock(tmp_path, 60, 3600, ignore) as held:
        assert held.took_over is not None
        assert held.took_over.owner == dead
        current = read_lock(tmp_path)
        assert current is not None
        assert current.owner == this_process()


def test_lock_whose_process_number_has_another_process_now_is_taken_over(tmp_path: Path) -> None:
    leave(tmp_path, this_process().model_copy(update={"started": "long ago"}), datetime.now(UTC))
    with hold_lock(tmp_path, 60, 3600, ignore) as held:
        assert held.took_over is not None


def test_lock_of_another_host_lives_by_its_heartbeat(tmp_path: Path) -> None:
    leave(tmp_path, ELSEWHERE, datetime.now(UTC) - timedelta(seconds=50))
    with pytest.raises(CallFault, match="li@other, process 1, since 2026-01-05 03:00:00 UTC"):
        refuse_if_locked(tmp_path, 60)
    assert refuse_if_locked(tmp_path, 40) is not None


def test_process_of_another_container_on_this_host_lives_by_its_heartbeat(tmp_path: Path) -> None:
    leave(tmp_path, this_process().model_copy(update={"machine": "other namespace", "pid": 1}), datetime.now(UTC))
    with pytest.raises(CallFault):
        refuse_if_locked(tmp_path, 60)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"owner": 1}'])
def test_lock_that_cannot_be_read_lives_as_long_as_it_is_young(tmp_path: Path, text: str) -> None:
    path = tmp_path / LOCK
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CallFault, match="somebody@an unknown host"):
        refuse_if_locked(tmp_path, 60)
    os.utime(path, (0, 0))
    with hold_lock(tmp_path, 60, 60, ignore) as held:
        assert held.took_over is not None


def test_lock_that_was_taken_away_is_noticed_and_left_alone(tmp_path: Path) -> None:
    noticed = threading.Event()
    with hold_lock(tmp_path, 0.05, 60, noticed.set):
        require_lock()
        (tmp_path / LOCK).unlink()
        leave(tmp_path, ELSEWHERE, NOW)
        assert noticed.wait(60)
        with pytest.raises(LostLock, match="another build has taken it over"):
            require_lock()
    left = read_lock(tmp_path)
    assert left is not None
    assert left.owner == ELSEWHERE


def test_without_a_lock_nothing_is_required() -> None:
    require_lock()


def _try_to_take(
    output: Path, begin: "multiprocessing.synchronize.Barrier", taken: "multiprocessing.Queue[int]"
) -> None:
    begin.wait()
    try:
        take_lock(output, 60)
    except CallFault:
        taken.put(0)
    else:
        taken.put(1)
        time.sleep(60)


@pytest.mark.parametrize("dead", [False, True])
def test_of_many_at_once_one_has_it(tmp_path: Path, dead: bool) -> None:
    if dead:
        leave(tmp_path, dead_process(), NOW)
    context = multiprocessing.get_context("fork")
    begin, taken = context.Barrier(6), context.Queue()
    contenders = [context.Process(target=_try_to_take, args=(tmp_path, begin, taken)) for _ in range(6)]
    for contender in contenders:
        contender.start()
    try:
        assert sorted(taken.get(timeout=300) for _ in contenders) == [0, 0, 0, 0, 0, 1]
    finally:
        for contender in contenders:
            contender.kill()
            contender.join()
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


@pytest.mark.parametrize(("kind", "said"), [("folder", "a folder"), ("pipe", "a named pipe"), ("link", "a symbolic")])
def test_something_else_with_the_name_of_the_lock(tmp_path: Path, kind: str, said: str) -> None:
    path = tmp_path / LOCK
    make: dict[str, Callable[[], None]] = {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to("nowhere"),
    }
    make[kind]()
    with pytest.raises(CallFault, match=f"lock.json: is {said}.*; move it away"):
        take_lock(tmp_path, 60)


def test_heartbeat_of_another_host_in_the_future(tmp_path: Path) -> None:
    leave(tmp_path, ELSEWHERE, datetime.now(UTC) + timedelta(seconds=30))
    with pytest.raises(CallFault, match="is being built by"):
        refuse_if_locked(tmp_path, 60)
    leave(tmp_path, ELSEWHERE, datetime(2099, 1, 1, tzinfo=UTC))
    with pytest.raises(CallFault, match=r"still to come \(2099-01-01 00:00:00 UTC\); set the clocks .* or remove"):
        refuse_if_locked(tmp_path, 60)
