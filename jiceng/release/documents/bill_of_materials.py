"""sbom.cdx.json: what a release was made with, as a CycloneDX bill of materials.

It names what is installed, not what a lock file asks for: an installed jiceng has none. No path, host or time of the
machine is in it, so one environment always gives the same bytes.
"""

import json
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SPEC_VERSION = "1.6"
"""Of CycloneDX."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the metadata of an installed package say."""

    name: str
    version: str
    expression: str | None
    """Its licence as an SPDX expression, where it is stated so."""
    licences: tuple[str, ...]
    """The licences that it may be used under; none if it states none."""
    requires: tuple[str, ...]
    """Normalized names of the packages that it requires on this system."""

    @property
    def reference(self) -> str:
        """What it is called within the document: its purl; jiceng, which is on no index, has none."""
        return (
            "jiceng"
            if self.name == "jiceng"
            else f"pkg:pypi/{canonicalize_name(self.name)}@{self.version.replace('+', '%2B')}"
        )


def package_of(installed: Distribution, extras: Iterable[str] = ()) -> Package:
    """Return what an installed package says of itself, and what it requires with some of its extras."""
    metadata = installed.metadata
    names = {canonicalize_name(each.name) for each in _requirements(installed, extras)}
    expression = _value(metadata, "License-Expression") or None
    licences = tuple(_licences(metadata, expression))
    return Package(metadata["Name"], installed.version, expression, licences, tuple(sorted(names)))


def _licences(metadata: PackageMetadata, expression: str | None) -> list[str]:
    if expression:
        return [part.strip("() ") for part in re.split(r"\bOR\b", expression)]
    about = metadata.get_all("Classifier") or []
    classified = [each.split(" :: ")[-1] for each in about if each.startswith("License ::")]
    if named := [each for each in classified if each != "OSI Approved"]:
        return named
    first = _value(metadata, "License").partition("\n")[0]
    return [first] if first else []


def _value(metadata: PackageMetadata, name: str) -> str:
    return str((metadata.get_all(name) or [""])[0]).strip()


def _requirements(installed: Distribution, extras: Iterable[str]) -> list[Requirement]:
    wanted = ("", *extras)
    return [
        each
        for each in map(Requirement, installed.requires or ())
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in wanted)
    ]


@cache
def installed_packages() -> tuple[Package, ...]:
    """Return jiceng and the packages that it runs with: what it requires, what these require, and so on.

    Those of its extras are among them where they are installed.
    """
    found = {"jiceng": distribution("jiceng")}
    extras = {"jiceng": frozenset(found["jiceng"].metadata.get_all("Provides-Extra") or ())}
    waiting = ["jiceng"]
    while waiting:
        name = waiting.pop()
        try:
            found.setdefault(name, distribution(name))
        except PackageNotFoundError:
            continue
        for each in _requirements(found[name], extras[name]):
            required, asked = canonicalize_name(each.name), frozenset(each.extras)
            if required not in extras or not asked <= extras[required]:
                extras[required] = extras.get(required, frozenset()) | asked
                waiting.append(required)
    return tuple(package_of(package, extras[name]) for name, package in sorted(found.items()))


def bill_of_materials(packages: Sequence[Package], made: date | None = None) -> str:
    """Return a CycloneDX document of jiceng, the packages that it runs with, and Python; `made` is its day."""
    own = [package for package in packages if package.name == "jiceng"]
    others = sorted((package for package in packages if package.name != "jiceng"), key=lambda each: each.reference)
    metadata: dict[str, Any] = {"timestamp": f"{made}T00:00:00Z"} if made else {}
    if own:
        metadata["component"] = {**_component(own[0]), "type": "application"}
    described = {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC_VERSION,
        "version": 1,
        "metadata": metadata,
        "components": [_python(), *map(_component, others)],
        "dependencies": _dependencies([*own, *others]),
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _python() -> dict[str, Any]:
    name, version = platform.python_implementation(), platform.python_version()
    return {"type": "platform", "bom-ref": f"{name}@{version}", "name": name, "version": version}


def _component(package: Package) -> dict[str, Any]:
    described: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.reference,
        "name": package.name,
        "version": package.version,
    }
    if package.expression:
        described["licenses"] = [{"expression": package.expression}]
    elif package.licences:
        described["licenses"] = [{"license": {"name": licence}} for licence in package.licences]
    if package.reference.startswith("pkg:"):
        described["purl"] = package.reference
    return described


def _dependencies(packages: Sequence[Package]) -> list[dict[str, Any]]:
    references = {str(canonicalize_name(package.name)): package.reference for package in packages}
    return [
        {"ref": package.reference, "dependsOn": [references[name] for name in package.requires if name in references]}
        for package in packages
    ]
