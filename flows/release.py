"""The flow `release`: freeze the dataset into a release, if it or the suppression list has changed."""

from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.flow_runs import identity_of_flow_run
from flows.logs import set_up_logs
from flows.release_order import release_order
from flows.settings import load_settings
from jiceng.dataset.manifest import NoDataset
from jiceng.release.cut import NotReleased, cut_release, is_new
from jiceng.release.folders import CHANGES
from jiceng.release.index import NoRelease
from jiceng.release.redaction.keyed import WeakSecret


@flow(
    name="release",
    flow_run_name=lambda: f"release-{datetime.now(UTC):%Y%m%d-%H%M%S}",
    validate_parameters=False,
    persist_result=False,
)
def release() -> State[Any]:
    """Cut a release with the defaults of `jiceng release`, unless the newest has the same dataset and suppression list.

    The version of a scheduled release is the scheduled day. The state is Failed if a check fails or a table has far
    fewer rows than before: its message has a sentence per reason.
    """
    settings = load_settings()
    set_up_logs(settings.log_level, settings.json_logs)
    output = settings.local_output
    try:
        scheduled = identity_of_flow_run(settings.schedule_timezone)["scheduled_for"]
        order = release_order(settings, day=scheduled.date() if scheduled else None)
        if not is_new(output, order.policy):
            return Completed(name="Unchanged", message="the dataset is the one that the newest release froze")
        cut = cut_release(output, order)
    except (NoDataset, NoRelease, NotReleased, WeakSecret) as error:
        return Failed(message=f"nothing is released: {error}")
    changes = (cut.folder / CHANGES).read_text(encoding="utf-8")
    create_markdown_artifact(key="release-changes", markdown=changes, description=f"release {cut.release.version}")
    return Completed(message=f"release {cut.release.version}: {cut.release.rows['quotes']:,} quotes")
