"""What the commands about releases print."""

from pathlib import Path
from typing import TYPE_CHECKING

from flows.console.output import say
from flows.logs import complain

if TYPE_CHECKING:  # loads all of jiceng
    from jiceng.release.cut import CutRelease, NotReleased
    from jiceng.release.publish import Published
    from schemas.release import Release


def show_not_released(refused: "NotReleased") -> None:
    """Print on standard error why nothing is released, a line per reason."""
    for reason in refused.reasons:
        complain(f"jiceng: nothing is released: {reason}")


def show_cut(cut: "CutRelease", archive: Path | None) -> None:
    """Print where a new release is and what it holds; on standard error what is odd about it."""
    from jiceng.release.folders import SUPPRESSED

    for entry in cut.unmatched:
        complain(f"jiceng: {cut.folder.parent / SUPPRESSED}: nothing matches {entry}")
    for newspaper in cut.release.redacted.above_share:
        complain(f"jiceng: {newspaper}: its `share` allows less text than this release has")
    say(_summary(cut))
    if archive is not None:
        say(f"as one archive: {archive}")


def _summary(cut: "CutRelease") -> str:
    release = cut.release
    rows = ", ".join(f"{release.rows[table]:,} {table}" for table in ("pages", "articles", "quotes"))
    size = f"{len(release.files)} files, {release.bytes:,} bytes"
    shown = f"text {release.text}, private people {release.private_people}"
    return f"release {release.version} is in {cut.folder} ({shown}): {rows}; {size}"


def show_published(published: "Published", target: str) -> None:
    """Print what was put to an address."""
    for withdrawn in published.withdrawn:
        say(f"release {withdrawn} is withdrawn there, too: its files are gone")
    files = f"{published.put} files put, {published.kept} were there already"
    say(f"release {published.version} is at {target.rstrip('/')}/{published.version}: {files}")


def show_withdrawn(output: Path, release: "Release") -> None:
    """Print that a release is withdrawn, and what is left to do."""
    from jiceng.release.folders import SUPPRESSED, TOMBSTONE, release_folder, releases_folder

    if release.withdrawn is None:
        raise AssertionError("a withdrawn release says when and why")
    say(f"release {release.version} is withdrawn since {release.withdrawn.when}: {release.withdrawn.why}")
    say(
        f"{release_folder(output, release.version) / TOMBSTONE} is left; publish again where it was published, and put "
        f"what was refused into {releases_folder(output) / SUPPRESSED}, or the next release has it again"
    )
