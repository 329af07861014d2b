"""One deterministic archive of a release."""

import shutil
import zipfile
from pathlib import Path
from uuid import uuid4

from jiceng.release.folders import FACTS
from jiceng.storage import TEMPORARY
from schemas import ReleaseFacts

_ALREADY_COMPRESSED = ".parquet"


def archive_path(folder: Path, version: str) -> Path:
    """Return where the archive of a release is written, below a folder."""
    return folder / f"jiceng-{version}.zip"


def zip_release(folder: Path, target: Path) -> Path:
    """Write a release as <target>/jiceng-<version>.zip, atomically; the same release gives the same bytes.

    All files lie in a folder of the version; their time is the release's day. Raises OSError.
    """
    facts = ReleaseFacts.model_validate_json((folder / FACTS).read_bytes())
    path = archive_path(target, facts.version)
    beside = target / f"{TEMPORARY}{uuid4().hex}"
    day = (facts.date.year, facts.date.month, facts.date.day, 0, 0, 0)
    try:
        with zipfile.ZipFile(beside, "w") as archive:
            for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                name = f"{facts.version}/{file.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, date_time=day)
                entry.create_system = 3  # Unix, wherever it is written
                entry.external_attr = 0o100644 << 16
                stored = file.suffix == _ALREADY_COMPRESSED
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                entry.file_size = file.stat().st_size
                with file.open("rb") as source, archive.open(entry, "w") as copy:
                    shutil.copyfileobj(source, copy, 2**20)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
