"""What a release shall be, from the settings and the options of a call."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from flows.faults import CallFault, as_call_fault
from flows.settings import Settings
from jiceng.release.about import About
from jiceng.release.code_commit import code_commit
from jiceng.release.cut import ReleaseOrder
from jiceng.release.folders import SUPPRESSED, releases_folder
from jiceng.release.redaction.redact import Policy
from jiceng.release.redaction.suppression import Suppressed, SuppressionFault, read_suppressed
from jiceng.storage import kind_of
from schemas.release import VERSION_PATTERN


def release_order(
    settings: Settings,
    day: date | None = None,
    version: str | None = None,
    text: Literal["full", "excerpt", "none"] | None = None,
    private_people: Literal["keep", "pseudonymise"] = "pseudonymise",
    suppressed: Path | None = None,
    accept_fall: frozenset[str] = frozenset(),
    database: bool = True,
) -> ReleaseOrder:
    """Return the order of a release; without a day it is today's, UTC.

    Raises CallFault if the version is not a calendar version, the suppression list cannot be read, or the output is not
    on this machine.
    """
    if version is not None and not re.fullmatch(VERSION_PATTERN, version):
        raise CallFault(f"--version {version}: is not a calendar version; give one like 2026.11.22 or 2026.11.22.1")
    with as_call_fault(SuppressionFault):
        refused = _suppressed(settings.local_output, suppressed)
    secret = settings.pseudonym_secret
    return ReleaseOrder(
        day=day or datetime.now(UTC).date(),
        version=version,
        about=About(settings.dataset_title, settings.dataset_creators, settings.dataset_url),
        policy=Policy(text, private_people, refused, secret.get_secret_value().encode() if secret else None),
        code_commit=code_commit(),
        accept_fall=accept_fall,
        database=database,
    )


def _suppressed(output: Path, given: Path | None) -> Suppressed:
    """Return the given list, else the one beside the releases, if there is one; raises SuppressionFault."""
    path = given or releases_folder(output) / SUPPRESSED
    return read_suppressed(path) if given or kind_of(path) is not None else Suppressed()
