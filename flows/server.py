"""Prefect's home and API for one command: the server the user has set up, or one of our own that ends with us.

Prefect would start such a server itself, but only after it has imported the whole of it a second time, which costs
three seconds a run; and its server outlives a killed parent.
"""

import atexit
import logging
import os
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from flows.faults import CallFault
from flows.prefect_command import PrefectCommand

_ADDRESS = "127.0.0.1"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ANSWER_SECONDS = 30.0
_QUIET = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_CLIENT_RETRY_EXTRA_CODES": "500",
}
"""Prefect's settings of a run, unless the user has set them: what happens is said by the command line itself.

A server answers 500 while its SQLite is locked, which a run that was killed in mid-request can leave it for a minute:
with 500 among the codes that are tried again (up to five times, each wait twice as long) the next run outlasts it.
"""

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
"""Settings of our own server: it records one run and schedules nothing."""

_SCHEDULING = {
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
}
"""Settings of our own server when it schedules: slots taken are known after a restart, and old runs are removed."""


def find_or_start_api(home: Path, start_seconds: float) -> Callable[[], None]:
    """Point Prefect at an API: the one the user has configured, else a server of our own until this process ends.

    `home` is where Prefect keeps its things unless PREFECT_HOME is set. Returns a function that waits until the API
    answers, so that the caller can import its flow while the server starts. It raises CallFault if the server
    does not answer within `start_seconds`. Nothing may have imported Prefect before.
    """
    set_up_prefect(home)
    from prefect.context import refresh_global_settings_context
    from prefect.settings import get_current_settings

    logging.getLogger("EventsWorker").setLevel(logging.CRITICAL)  # Prefect's, outside its own loggers
    if (address := get_current_settings().api.url) is not None:
        return partial(require_api, str(address))
    server = OwnServer(get_current_settings().home)
    atexit.register(server.stop)  # Prefect sends the last of its events before
    os.environ["PREFECT_API_URL"] = server.api_url
    refresh_global_settings_context()
    return partial(server.wait_until_ready, start_seconds)


def set_up_prefect(home: Path) -> None:
    """Set where Prefect keeps its things and how little it says, unless the user has set it."""
    for name, value in {"PREFECT_HOME": str(home), **_QUIET}.items():
        os.environ.setdefault(name, value)
    reach_directly()


def reach_directly() -> None:
    """Have servers of this machine reached without a proxy, by this process and those that it starts."""
    for name in ("NO_PROXY", "no_proxy"):
        given = [each for each in os.environ.get(name, "").split(",") if each and each not in _LOOPBACK]
        os.environ[name] = ",".join([*given, *_LOOPBACK])


def require_api(address: str) -> None:
    """Raise CallFault if nothing answers at the address of the API that the user has configured."""
    import httpx  # Prefect's own, and as slow to import

    try:
        httpx.get(f"{address.rstrip('/')}/health", timeout=_ANSWER_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise CallFault(
            f"{address}: no Prefect API answers ({error}); start it, or unset PREFECT_API_URL to have one started"
        ) from None


class OwnServer:
    """A Prefect server of our own on this machine: on a free port for one run, on a given one for schedules."""

    def __init__(self, home: Path, port: int | None = None, host: str = _ADDRESS) -> None:
        if port is not None:
            require_free_port(port, host)
        chosen = port or _free_port()
        self.dashboard = f"http://{_reachable(host)}:{chosen}"
        self.api_url = f"{self.dashboard}/api"
        home.mkdir(parents=True, exist_ok=True)
        self.log = home / ("server.log" if port is None else "schedule-server.log")
        defaults = _LEAN if port is None else _SCHEDULING
        with self.log.open("wb") as log:
            self._command = PrefectCommand(
                *("server", "start", "--host", host, "--port", str(chosen)),
                *(["--no-ui"] if port is None else []),
                environment={
                    **{name: value for name, value in defaults.items() if name not in os.environ},
                    "PREFECT_HOME": str(home),
                },
                errors=log,
            )

    def wait_until_ready(self, seconds: float) -> None:
        """Return when the server answers; raises CallFault if it ends or does not answer in so many seconds."""
        opener = build_opener(ProxyHandler({}))
        deadline = time.monotonic() + seconds
        while True:
            try:
                opener.open(f"{self.api_url}/health", timeout=5).close()
                return
            except (URLError, OSError):
                pass
            if self.has_ended:
                raise CallFault(f"Prefect's server ended as it started; {self.log} says why")
            if time.monotonic() > deadline:
                raise CallFault(f"Prefect's server did not answer within {seconds:g} seconds; {self.log} may say why")
            time.sleep(0.05)

    @property
    def has_ended(self) -> bool:
        """Whether the server has ended."""
        return self._command.has_ended

    def stop(self) -> None:
        """End the server."""
        self._command.stop()


def require_free_port(port: int, host: str) -> None:
    """Raise CallFault if something already listens on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CallFault(
                f"port {port} of {host} is not free ({error.strerror}); set JICENG_DASHBOARD_PORT to another"
            ) from None


def _reachable(host: str) -> str:
    """Return the address at which this machine reaches a server that listens on a host."""
    return _ADDRESS if host in ("", "0.0.0.0", "::") else host


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port
