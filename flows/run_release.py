"""`jiceng release`: cut a release, and say what it is or what broke."""

import re
import sys
from datetime import UTC, date, datetime

from flows.faults import DATA_AT_FAULT, DONE, CallFault
from flows.settings import Settings
from jiceng.dataset.manifest import NoDataset
from jiceng.release.about import About
from jiceng.release.code_commit import code_commit
from jiceng.release.cut import CutRelease, NotReleased, ReleaseOrder, cut_release
from jiceng.release.index import NoRelease
from schemas.release import VERSION_PATTERN


def release_order(
    settings: Settings,
    day: date | None = None,
    version: str | None = None,
    accept_fall: frozenset[str] = frozenset(),
) -> ReleaseOrder:
    """Return the order of a release by the settings; the day is else today's, UTC."""
    return ReleaseOrder(
        day=day or datetime.now(UTC).date(),
        version=version,
        about=About(settings.dataset_title, settings.dataset_creators, settings.dataset_url),
        code_commit=code_commit(),
        accept_fall=accept_fall,
    )


def run_release(settings: Settings, order: ReleaseOrder) -> int:
    """Cut a release, print what came of it, and return the exit code; raises CallFault."""
    try:
        cut = cut_release(settings.output, order)
    except (NoDataset, NoRelease) as error:
        raise CallFault(str(error)) from None
    except NotReleased as error:
        for reason in error.reasons:
            print(f"jiceng: nothing is released: {reason}", file=sys.stderr)
        return DATA_AT_FAULT
    print(_summary(cut))
    return DONE


def _summary(cut: CutRelease) -> str:
    release = cut.release
    rows = ", ".join(f"{release.rows[table]:,} {table}" for table in ("pages", "articles", "quotes"))
    size = f"{len(release.files)} files, {release.bytes:,} bytes"
    return f"release {release.version} stands in {cut.folder}: {rows}; {size}"


def require_version(version: str | None) -> None:
    """Raise CallFault where a version is no calendar version."""
    if version is not None and not re.fullmatch(VERSION_PATTERN, version):
        raise CallFault(f"--version {version}: is no calendar version; give one like 2026.11.22 or 2026.11.22.1")
