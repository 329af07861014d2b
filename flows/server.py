"""Prefect's home and API for one command: the server the user has set up, or one of our own that ends with us.

Prefect would start such a server itself, but only after it has imported the whole of it a second time, which costs
three seconds a run; and its server outlives a killed parent. `python -m flows.server PORT` is ours.
"""

import atexit
import gc
import logging
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from flows.faults import CallFault

_ADDRESS = "127.0.0.1"
_QUIET = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}
"""Prefect's settings of a run, unless the user has set them: what happens is said by the command line itself."""

_LEAN = {
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}
"""Settings of our own server: it records one run, and schedules nothing."""


def find_or_start_api(home: Path, start_seconds: float) -> Callable[[], None]:
    """Have Prefect know an API: the one the user has configured, else a server of our own until this process ends.

    `home` is where Prefect keeps its things unless PREFECT_HOME is set. Returns a function that waits until the API
    answers, so that the caller can import its flow while the server starts. It raises CallFault where the server
    does not answer within `start_seconds`. Nothing may have imported Prefect before.
    """
    for name, value in {"PREFECT_HOME": str(home), **_QUIET}.items():
        os.environ.setdefault(name, value)
    from prefect.context import refresh_global_settings_context
    from prefect.settings import get_current_settings

    logging.getLogger("EventsWorker").setLevel(logging.CRITICAL)  # Prefect's, outside its own loggers
    if get_current_settings().api.url is not None:
        return _ready_at_once
    server = OwnServer(get_current_settings().home)
    atexit.register(server.stop)  # Prefect sends the last of its events before
    os.environ["PREFECT_API_URL"] = server.api_url
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), _ADDRESS]))
    refresh_global_settings_context()
    return partial(server.wait_until_ready, start_seconds)


def _ready_at_once() -> None:
    pass


class OwnServer:
    """A Prefect server in a process of its own, on a free port of this machine."""

    def __init__(self, home: Path) -> None:
        port = _free_port()
        self.api_url = f"http://{_ADDRESS}:{port}/api"
        home.mkdir(parents=True, exist_ok=True)
        self._log = home / "server.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.server", str(port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env={**_LEAN, **os.environ, "PREFECT_HOME": str(home)},
                start_new_session=True,  # Ctrl-C is for us; we stop the server when the flow has been told
            )

    def wait_until_ready(self, seconds: float) -> None:
        """Return when the server answers; raises CallFault where it ends or is silent for so long."""
        opener = build_opener(ProxyHandler({}))
        deadline = time.monotonic() + seconds
        while True:
            try:
                opener.open(f"{self.api_url}/health", timeout=5).close()
                return
            except (URLError, OSError):
                pass
            if self._process.poll() is not None:
                raise CallFault(f"Prefect's server ended as it started; {self._log} says why")
            if time.monotonic() > deadline:
                raise CallFault(f"Prefect's server did not answer within {seconds:g} seconds; {self._log} may say why")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server, kindly first."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(port: str) -> None:
    """Run `prefect server start` in this process, until whoever started it is gone."""
    gc.set_threshold(100_000, 50, 50)  # a quarter of the first start, which creates the database, is garbage collection
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = ["prefect", "server", "start", "--host", _ADDRESS, "--port", port, "--no-ui"]
    runpy.run_module("prefect", run_name="__main__")


def _end_with_parent() -> None:
    """Wait for the end of standard input, which the parent holds open, however the parent ends."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    _serve(sys.argv[1])
