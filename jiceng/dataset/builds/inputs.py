"""What decides the bytes of a build and of its parts, as hashes."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import jiceng.dataset
from jiceng.dataset.shards import ShardSource, library_versions, rules_version
from jiceng.page import Fault
from jiceng.storage import sha256_of
from schemas import SCHEMA_VERSION, Newspaper


def build_versions() -> dict[str, str]:
    """Return the versions in the manifest and in the metadata of every published file."""
    return {
        "dataset_version": version("jiceng"),
        "schema_version": SCHEMA_VERSION,
        "rules_version": rules_version(),
    }


@cache
def _own_code() -> str:
    """Return a hash of the code in jiceng/dataset, which puts tables together."""
    folder = Path(jiceng.dataset.__file__).parent
    own = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".sql"))
    return sha256("".join(sha256_of(path) for path in own).encode()).hexdigest()


def writer_inputs() -> dict[str, object]:
    """Return what decides the bytes of every published file besides its rows."""
    return {"versions": {**build_versions(), **library_versions(), "duckdb": version("duckdb")}, "code": _own_code()}


def hash_of(basis: object) -> str:
    """Return the SHA-256 of a value written as JSON."""
    return sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()


def build_inputs(shards: Iterable[ShardSource], newspapers: Iterable[Newspaper], faults: Iterable[Fault]) -> str:
    """Return a hash over everything that decides the content of a build."""
    return hash_of(
        {
            **writer_inputs(),
            "shards": [[shard.name, shard.fingerprint] for shard in shards],
            "newspapers": [newspaper.model_dump() for newspaper in newspapers],
            "rules": measured_rules(),
            "faults": [asdict(fault) for fault in faults],
        }
    )


def measured_rules() -> list[object]:
    """Return the rows of `rules` with the confidence of each."""
    from jiceng.rules import confidence_of, rule_rows  # imports all of extraction

    return [[rule.model_dump(), confidence_of(rule.rule)] for rule in rule_rows()]
