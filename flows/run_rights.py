"""`jiceng withdraw` and `rehydrate`: take a release back; put the text back that one withholds."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from flows.faults import DATA_AT_FAULT, DONE, CallFault
from flows.settings import Settings
from jiceng.release.cut import NotReleased
from jiceng.release.folders import SUPPRESSED, TOMBSTONE, release_folder, releases_folder
from jiceng.release.index import NoRelease
from jiceng.release.rehydrate import CannotRehydrate, rehydrate_release
from jiceng.release.withdraw import withdraw_release


def run_withdraw(settings: Settings, version: str, why: str) -> int:
    """Withdraw a release, say what is left to do, and return the exit code; raises CallFault."""
    output = settings.local_output
    if not why.strip():
        raise CallFault("--why: say why, in words that may be published")
    try:
        release = withdraw_release(output, version, why.strip(), datetime.now(UTC).date())
    except (NoRelease, NotReleased) as error:
        raise CallFault(str(error)) from None
    assert release.withdrawn is not None
    print(f"release {version} is withdrawn since {release.withdrawn.when}: {release.withdrawn.why}")
    print(
        f"{release_folder(output, version) / TOMBSTONE} is left; publish again where it was published, and put what "
        f"was refused into {releases_folder(output) / SUPPRESSED}, or the next release has it again"
    )
    return DONE


def run_rehydrate(release: str, raw: Path, into: Path | None) -> int:
    """Put the text back, say where, and return the exit code; raises CallFault."""
    try:
        folder, facts = rehydrate_release(release, raw, into)
    except NoRelease as error:
        raise CallFault(str(error)) from None
    except ValidationError:
        raise CallFault(f"{release}: its release.json does not say what a release says; run `jiceng verify`") from None
    except CannotRehydrate as error:
        print(f"jiceng: {error}", file=sys.stderr)
        return DATA_AT_FAULT
    print(f"{folder}: the tables of release {facts.version} with all text, {facts.rows['pages']:,} pages")
    return DONE
