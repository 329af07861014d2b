"""Prefect's flow runs of our runs: which one this is, and those that were killed set to Crashed."""

import logging
import platform
from datetime import datetime
from pathlib import Path
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import StateType
from prefect.context import FlowRunContext
from prefect.exceptions import ObjectNotFound
from prefect.states import Crashed

from flows.runs.record import RunRecord, RunState, read_records, write_record

_LOG = logging.getLogger("jiceng.runs")


class FlowRunIdentity(TypedDict):
    """The flow run of a run, for its record."""

    flow_run_id: str | None
    flow_run_name: str | None
    scheduled_for: datetime | None


def identity_of_flow_run(timezone: str) -> FlowRunIdentity:
    """Return which flow run this code is in; `scheduled_for`, in a time zone, only if it is a deployment's."""
    context = FlowRunContext.get()
    flow_run = context.flow_run if context else None
    if flow_run is None:
        return FlowRunIdentity(flow_run_id=None, flow_run_name=None, scheduled_for=None)
    scheduled = flow_run.expected_start_time if flow_run.deployment_id else None
    return FlowRunIdentity(
        flow_run_id=str(flow_run.id),
        flow_run_name=flow_run.name,
        scheduled_for=scheduled.astimezone(ZoneInfo(timezone)) if scheduled else None,
    )


def tags_of(output: Path) -> list[str]:
    """Return the tags of a run that builds into a folder of this machine."""
    return ["jiceng", f"output:{platform.node()}:{output.absolute()}"]


def tidy_dead_runs(output: Path) -> list[RunRecord]:
    """Set the flow runs of killed runs to Crashed, which frees their slots; return the records of those runs.

    Only runs whose record says `crashed`. One that this API does not know was recorded by another server.
    """
    dead = [record for record in read_records(output) if record.state is RunState.crashed and not record.prefect_told]
    tidied = []
    for record in dead:
        if record.flow_run_id is None:
            continue
        try:
            was_open = _set_crashed(UUID(record.flow_run_id), record.message)
        except httpx.HTTPError as error:
            _LOG.warning("Prefect could not be told that %s was killed (%s)", record.flow_run_name, error)
            continue
        if was_open:
            tidied.append(record)
            _LOG.warning("the flow run %s of the run that was killed is set to Crashed", record.flow_run_name)
        write_record(output, record.model_copy(update={"prefect_told": True}))
    _tidy_unrecorded(output)
    return tidied


def _tidy_unrecorded(output: Path) -> None:
    """Set to Crashed the flow runs that were killed before they had a record: we hold the lock, so none is alive."""
    context = FlowRunContext.get()
    own = context.flow_run.id if context and context.flow_run else None
    dead = FlowRunFilter.model_validate(
        {"tags": {"all_": tags_of(output)}, "state": {"type": {"any_": [StateType.RUNNING, StateType.PENDING]}}}
    )
    try:
        with get_client(sync_client=True) as client:
            for flow_run in client.read_flow_runs(flow_run_filter=dead):
                if flow_run.id != own and _set_crashed(flow_run.id, "it was killed before it held the lock"):
                    _LOG.warning("the flow run %s, which was killed as it began, is set to Crashed", flow_run.name)
    except httpx.HTTPError as error:
        _LOG.warning("Prefect could not be asked for runs that were killed (%s)", error)


def _set_crashed(flow_run_id: UUID, message: str) -> bool:
    """Set a flow run to Crashed unless it has ended; return whether it was set."""
    with get_client(sync_client=True) as client:
        try:
            flow_run = client.read_flow_run(flow_run_id)
            if flow_run.state is not None and flow_run.state.is_final():
                return False
            client.set_flow_run_state(flow_run_id, Crashed(message=message), force=True)
        except ObjectNotFound:
            return False
    return True
