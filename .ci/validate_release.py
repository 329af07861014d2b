"""Let the validators of others look at a release: FOLDER. Exit code 1 where one of them refuses it.

None of them proves that the data are whole; `jiceng verify` does. Run by .ci/validate_release in an environment of its
own, for they cannot be installed beside Prefect.
"""

import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import datasets
import mlcroissant
import pyarrow.parquet as pq
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from frictionless import Package, validate


def main(folder: Path) -> int:
    """Print what each validator says and return 1 where one refuses."""
    rows: Counter[str] = Counter()
    for path in folder.glob("*.parquet"):
        rows[re.sub(r"-\d{5}$", "", path.stem)] += pq.read_metadata(path).num_rows
    for undescribed in ("changes", "search", "search_documents"):  # the columns of an index are not promised
        del rows[undescribed]
    refused = [*frictionless(folder), *croissant(folder, rows), *hub(folder, rows), *cyclonedx(folder)]
    for reason in refused:
        print(reason, file=sys.stderr)
    print(f"{4 if not refused else 0} passed, {len(refused)} failed")
    return 1 if refused else 0


def frictionless(folder: Path) -> Iterator[str]:
    """Yield what Frictionless finds wrong with the package and its tables."""
    report = validate(str(folder / "datapackage.json"))
    for error in report.errors:
        yield f"frictionless: {error.message}"
    for task in report.tasks:
        for error in task.errors[:3]:
            yield f"frictionless: {task.name}: {error.message}"
    print(f"frictionless: {len(Package(str(folder / 'datapackage.json')).resources)} resources")


def croissant(folder: Path, rows: dict[str, int]) -> Iterator[str]:
    """Yield what mlcroissant finds wrong with the metadata, and with the records, all of which it reads."""
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    yield from (f"mlcroissant: {issue}" for issue in dataset.metadata.issues.errors)
    for warning in dataset.metadata.issues.warnings:  # a version of four numbers is none of semver, which is no must
        print(f"mlcroissant: {warning}")
    found = {each.id: sum(1 for _ in dataset.records(record_set=each.id)) for each in dataset.metadata.record_sets}
    if found != rows:
        yield f"mlcroissant: read {found}, the files have {rows}"
    print(f"mlcroissant: {sum(found.values())} records of {len(found)} record sets")


def hub(folder: Path, rows: dict[str, int]) -> Iterator[str]:
    """Yield where `datasets.load_dataset` on the folder does not give each table."""
    with tempfile.TemporaryDirectory() as cache:
        names = datasets.get_dataset_config_names(str(folder))
        if set(names) != set(rows):
            yield f"datasets: finds {names}, the tables are {sorted(rows)}"
        for name in names:
            table = datasets.load_dataset(str(folder), name, split="train", cache_dir=cache)
            if table.num_rows != rows.get(name):
                yield f"datasets: {name} has {table.num_rows} rows, the file {rows.get(name)}"
        print(f"datasets: {len(names)} configurations")


def cyclonedx(folder: Path) -> Iterator[str]:
    """Yield what the schema of CycloneDX finds wrong with the bill of materials."""
    text = (folder / "sbom.cdx.json").read_text(encoding="utf-8")
    document = json.loads(text)
    if error := JsonStrictValidator(SchemaVersion.from_version(document["specVersion"])).validate_str(text):
        yield f"cyclonedx: {error}"
    print(f"cyclonedx: {len(document['components'])} components")


if __name__ == "__main__":
    datasets.disable_progress_bars()
    sys.exit(main(Path(sys.argv[1])))
