"""`jiceng build`: the flow with an API below it, a progress bar beside it, and its outcome printed after it."""

import threading
from typing import TYPE_CHECKING, cast

from flows.display import BuildProgress, show_outcome
from flows.faults import DATA_AT_FAULT, DONE, MACHINE_FAULTS, CallFault
from flows.lock import refuse_if_locked
from flows.logs import set_up_logs
from flows.progress import WATCHER, Progress
from flows.running import stopped_by_signals
from flows.server import find_or_start_api
from flows.settings import Settings, require_places

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from flows.steps import Outcome


def run_build(settings: Settings, direct: bool = False) -> int:
    """Build with Prefect or directly, print what came of it, and return the exit code; raises CallFault."""
    set_up_logs(settings.log_level, settings.json_logs)
    require_places(settings)
    refuse_if_locked(settings.runs_folder, settings.lock_stale_seconds)  # before a server is started for nothing
    with stopped_by_signals(threading.Event()), BuildProgress(not settings.json_logs) as progress:
        outcome = (run_directly if direct else run_flow)(settings, progress)
    show_outcome(outcome)
    return DONE if outcome.published and not outcome.faults else DATA_AT_FAULT


def run_directly(settings: Settings, progress: Progress) -> "Outcome":
    """Take the steps of the flow in this process without Prefect, and return the outcome.

    Raises CallFault where the call is at fault, or the machine is.
    """
    from flows.steps import build_dataset

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
    """Run the flow `build` in this process and return its outcome.

    Raises CallFault where the call is at fault, or the machine is and trying again did not help.
    """
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
        raise CallFault(f"Prefect's API answers no more ({type(error).__name__}: {error}); call it again") from error
    finally:
        WATCHER.reset(watched)
