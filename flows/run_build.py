"""One build in this process: the flow with an API below it, or the same steps without Prefect."""

import threading
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, cast

from flows.faults import MACHINE_FAULTS, CallFault
from flows.logs import set_up_logs
from flows.runs.lock import refuse_if_locked
from flows.runs.progress import WATCHER, Progress
from flows.server import find_or_start_api
from flows.settings import Settings, require_places
from flows.signals import stopped_by_signals

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from flows.runs.outcome import Outcome


def run_build(settings: Settings, shown: AbstractContextManager[Progress], direct: bool = False) -> "Outcome":
    """Build with Prefect or directly while progress is shown; raises CallFault, and Terminated at SIGTERM."""
    set_up_logs(settings.log_level, settings.json_logs)
    require_places(settings)
    refuse_if_locked(settings.runs_folder, settings.lock_stale_seconds)  # before a server is started for nothing
    with stopped_by_signals(threading.Event()), shown as progress:
        return (run_directly if direct else run_flow)(settings, progress)


def run_directly(settings: Settings, progress: Progress) -> "Outcome":
    """Take the steps of the flow without Prefect.

    Raises CallFault if the call is at fault, or the machine is.
    """
    from flows.runs.steps import build_dataset

    if settings.engine == "dask":
        raise CallFault("--direct: reads with this machine's processes; leave it out to read with Dask")
    watched = WATCHER.set(progress)
    try:
        return build_dataset(settings)
    except MACHINE_FAULTS as error:
        raise CallFault(f"the build could not go on ({type(error).__name__}: {error}); call it again") from error
    finally:
        WATCHER.reset(watched)


def run_flow(settings: Settings, progress: Progress) -> "Outcome":
    """Run the flow `build`.

    Raises CallFault if the call is at fault, or the machine is and trying again did not help.
    """
    progress.say("starting Prefect")
    wait_until_ready = find_or_start_api(settings.home_of_prefect, settings.server_start_seconds)
    from httpx import HTTPError
    from prefect import tags

    from flows.build import build  # takes a second, in which the server starts
    from flows.engines import task_runner
    from flows.flow_runs import tags_of

    flow = build.with_options(task_runner=task_runner(settings))
    wait_until_ready()
    watched = WATCHER.set(progress)
    try:
        with tags(*tags_of(settings.runs_folder)):
            state = cast("State[Outcome]", flow(settings, return_state=True))
        ended = state.result(raise_on_failure=False)
        if isinstance(ended, BaseException):
            raise ended
        return ended
    except MACHINE_FAULTS as error:
        raise CallFault(f"the build could not go on ({type(error).__name__}: {error}); call it again") from error
    except HTTPError as error:
        message = f"Prefect's API no longer answers ({type(error).__name__}: {error}); call it again"
        raise CallFault(message) from error
    finally:
        WATCHER.reset(watched)
