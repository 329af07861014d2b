"""What reads pages: processes of this machine, or the workers of a Dask cluster."""

import logging
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.faults import CallFault
from flows.settings import Settings

_ALLOWED_DEATHS = 10
"""Workers that may die under a task before Dask gives the task up; Dask's default is 3."""


class Order:
    """The argument of a task; a plain class, because Prefect searches models and dataclasses for futures."""

    def __init__(self, settings: Settings, batch: tuple[Any, ...]) -> None:
        self.settings = settings
        self.batch = batch


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """Return what runs the tasks of a flow; raises CallFault if Dask is not installed or does not answer."""
    if settings.engine == "processes":
        return ThreadPoolTaskRunner(max_workers=1)  # one batch at a time uses all processes
    try:
        import dask
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError:
        raise CallFault("engine dask: is not installed; pip install 'jiceng[dask]'") from None
    dask.config.set({"distributed.scheduler.allowed-failures": _ALLOWED_DEATHS, "distributed.admin.tick.limit": "60s"})
    if settings.dask_scheduler is not None:
        _require_scheduler(settings.dask_scheduler)
        return DaskTaskRunner(address=settings.dask_scheduler)
    cluster = {
        "n_workers": settings.workers,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "silence_logs": logging.CRITICAL,
    }
    return DaskTaskRunner(cluster_kwargs=cluster)


def _require_scheduler(address: str) -> None:
    """Raise CallFault if no Dask scheduler answers at an address."""
    from distributed import Client

    try:
        with Client(address, timeout="10s", set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.scheduler_info(n_workers=0)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).partition("\n")[0]
        raise CallFault(f"{address}: no Dask scheduler answers ({reason}); correct `dask_scheduler`") from None


def task_size(settings: Settings) -> int:
    """Return the number of pages at which a task is full; shards are never split."""
    return settings.pages_per_dask_task if settings.engine == "dask" else settings.pages_per_task


def orders(settings: Settings, batches: Any) -> list[Order]:
    """Return the order of one task per batch."""
    own = settings.for_workers() if settings.engine == "dask" else settings
    return [Order(own, batch) for batch in batches]
