"""`jiceng schedule`: a server if none is configured, a worker and the deployments, until it is told to stop."""

import logging
import os
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from flows.console.waiting import waiting
from flows.faults import CallFault, Terminated
from flows.logs import set_up_logs
from flows.prefect_command import PrefectCommand
from flows.runs.lock import is_alive, read_lock
from flows.runs.record import RunState, read_records
from flows.server import OwnServer, reach_directly, require_api, set_up_prefect
from flows.settings import Settings, require_places
from flows.signals import stopped_by_signals
from jiceng.storage import absolute

_LOG = logging.getLogger("jiceng.schedule")

_STOP_SECONDS = 30.0
"""Seconds that a run may take to stop and tell Prefect."""

_OF_RUNS = {"PREFECT_LOGGING_TO_API_ENABLED": "true", "PREFECT_LOGGING_EXTRA_LOGGERS": "jiceng"}
"""Prefect's settings of scheduled runs: what they log can be read in the dashboard."""


def run_schedule(settings: Settings) -> None:
    """Build on a schedule until SIGINT or SIGTERM, then end everything that was started; raises CallFault."""
    set_up_logs(settings.log_level, settings.json_logs)
    require_places(settings)
    _pass_on(settings)
    try:
        with stopped_by_signals(threading.Event()), ExitStack() as started:
            with waiting("starting Prefect"):
                dashboard, server = _find_or_start_server(settings, started)
            from flows.console.output import say
            from flows.deployments import WORK_POOL, deploy, tidy_open_runs

            if server is not None:
                for name in tidy_open_runs(_run_at_work(settings)):
                    _LOG.warning("the flow run %s, whose worker was killed, is set to Crashed", name)
            for line in deploy(settings, Path.cwd()):
                _LOG.info("%s", line)
            worker = PrefectCommand("worker", "start", "--pool", WORK_POOL, "--type", "process", environment=_OF_RUNS)
            started.callback(_stop_worker, worker, own_server=server is not None)
            say(f"dashboard: {dashboard}")
            while True:
                time.sleep(0.5)
                if server is not None and server.has_ended:
                    raise CallFault(f"Prefect's server ended; {server.log} may say why")
                if worker.has_ended:
                    raise CallFault("Prefect's worker ended; set PREFECT_LOGGING_LEVEL=INFO to see why")
    except KeyboardInterrupt as stopped:
        _LOG.info("told to stop (%s); everything has ended", "SIGTERM" if isinstance(stopped, Terminated) else "SIGINT")


def _stop_worker(worker: PrefectCommand, own_server: bool) -> None:
    from httpx import HTTPError

    from flows.deployments import tidy_open_runs

    worker.stop_children(_STOP_SECONDS)
    worker.stop()
    if own_server:  # a run that began meanwhile
        with suppress(HTTPError):  # the server was told to stop, too; the next start tidies up
            tidy_open_runs(None)


def _pass_on(settings: Settings) -> None:
    """Pass the places of this call on to the runs, which read the environment and jiceng.toml themselves."""
    os.environ["JICENG_RAW"] = str(absolute(settings.raw))
    os.environ["JICENG_OUTPUT"] = str(absolute(settings.output))
    os.environ["JICENG_PREFECT_HOME"] = str(settings.home_of_prefect)


def _find_or_start_server(settings: Settings, started: ExitStack) -> tuple[str, OwnServer | None]:
    """Return the dashboard's address, and the server if it is our own."""
    set_up_prefect(settings.home_of_prefect)
    from prefect.context import refresh_global_settings_context  # takes a second
    from prefect.settings import get_current_settings

    known = get_current_settings()
    if known.api.url is not None:
        require_api(str(known.api.url))
        return str(known.ui_url or known.api.url), None
    server = OwnServer(known.home, settings.dashboard_port, settings.dashboard_host)
    started.callback(server.stop)
    server.wait_until_ready(settings.server_start_seconds)
    os.environ["PREFECT_API_URL"] = server.api_url
    reach_directly()
    refresh_global_settings_context()
    return server.dashboard, server


def _run_at_work(settings: Settings) -> str | None:
    """Return the id of a flow run that is still running although the schedule that started it has ended."""
    lock = read_lock(settings.runs_folder)
    if lock is None or not is_alive(lock, settings.lock_stale_seconds):
        return None
    return next((r.flow_run_id for r in read_records(settings.runs_folder) if r.state is RunState.running), None)
