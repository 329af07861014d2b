"""Which suppression list each release applies: kept beside the releases and never published.

From a hash of a short list its names could be guessed.
"""

import json
from pathlib import Path

from pydantic import TypeAdapter

from jiceng.release.folders import releases_folder
from jiceng.release.index import NoRelease
from jiceng.release.redaction.suppression import Suppressed
from jiceng.storage import replace_file

APPLIED = ".heeded.json"
"""Release → digest of its suppression list, of releases whose list has entries."""
_NOTHING_SUPPRESSED = Suppressed().digest()


def applied_suppressions(output: Path, version: str) -> str:
    """Return the digest of the suppression list that a release applies; raises NoRelease where it cannot be told."""
    return _applied(output).get(version, _NOTHING_SUPPRESSED)


def note_applied(output: Path, version: str, suppressed: Suppressed) -> None:
    """Record which suppression list a release applies; raises NoRelease where the record cannot be read."""
    applied = _applied(output)
    if suppressed.digest() != applied.get(version, _NOTHING_SUPPRESSED):
        replace_file(releases_folder(output) / APPLIED, json.dumps(applied | {version: suppressed.digest()}).encode())


def _applied(output: Path) -> dict[str, str]:
    path = releases_folder(output) / APPLIED
    try:
        return TypeAdapter(dict[str, str]).validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise NoRelease(f"{path}: cannot be read ({str(error).partition(chr(10))[0]}); remove it") from None
