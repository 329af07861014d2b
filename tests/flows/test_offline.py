"""A build where there is no network but this machine: it works, and nobody is looked up or called."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.faults import DONE

pytestmark = pytest.mark.slow

ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:  # loopback is there, and down
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""

LISTENING = """
import json, sys
def note(event, arguments):
    if event == "socket.getaddrinfo":
        target = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        target = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event == "socket.gethostbyname":
        target = arguments[0]
    else:
        return
    target = target.decode() if isinstance(target, bytes) else target
    if target and target != "localhost" and not target.startswith("127.") and target != "::1":
        with open({heard!r}, "a") as file:
            file.write(json.dumps([event, target, sys.argv]) + "\\n")
sys.addaudithook(note)
"""


def run_alone(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in a network namespace with only loopback; skip where none can be made."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network namespace can be made here (unshare -rn)")
    (folder / "listening").mkdir()
    heard = str(folder / "heard.jsonl")
    (folder / "listening" / "sitecustomize.py").write_text(LISTENING.format(heard=heard))
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PREFECT_", "JICENG_", "DO_NOT_TRACK")) and not name.lower().endswith("_proxy")
    }
    path = os.pathsep.join(
        filter(None, [str(folder / "listening"), str(Path(__file__).parents[2]), kept.get("PYTHONPATH")])
    )
    return subprocess.run(
        [unshare, "-rn", sys.executable, "-c", ALONE, *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def heard(folder: Path) -> list[list[object]]:
    path = folder / "heard.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_build_needs_no_network_and_calls_nobody(raw: Path, workspace: Path) -> None:
    done = run_alone(workspace, "-m", "flows", "build")
    assert done.returncode == DONE, done.stderr
    assert "is published: 2 pages" in done.stdout
    assert heard(workspace) == []


def test_listening_hears_a_call(workspace: Path) -> None:
    done = run_alone(workspace, "-c", "import socket; socket.create_connection(('example.org', 443))")
    assert done.returncode != DONE
    assert [target for _, target, _ in heard(workspace)] == ["example.org"]


def test_telemetry_is_off_before_prefect_is_imported() -> None:
    code = "import flows, prefect.settings as s; print(s.get_current_settings().server.analytics_enabled)"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "DO_NOT_TRACK"))}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=kept, check=True).stdout
    assert said == "False\n"
