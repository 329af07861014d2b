"""Licences of the locked packages.

Prints name, version and licence of each package that is installed from the lock files, and exits with 1 where one has
no stated licence, or only one whose copyleft would bind who uses jiceng (GPL, AGPL, LGPL and the like; MPL binds its
own files alone). With --sbom, writes them as a CycloneDX 1.6 bill of materials: the same lock files and installed
packages give the same bytes.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
BINDS = re.compile(r"\b(?:A|L)?GPL|General Public License|\bEUPL|\bCDDL|\bSSPL|\bOSL-|\bCC-BY-(?:NC|SA)", re.IGNORECASE)


def locked_names(locks: Iterable[Path]) -> dict[str, str]:
    """Return name → version of the packages that lock files name."""
    return {name: version for lock in locks for name, version in LOCKED.findall(lock.read_text(encoding="utf-8"))}


def licences_of(package: Distribution) -> list[str]:
    """Return the licences that a package may be used under, as its metadata states them; none if it states none."""
    about = package.metadata
    if expression := about.get("License-Expression"):
        return [part.strip("() ") for part in re.split(r"\bOR\b", expression)]
    classified = [each.split(" :: ")[-1] for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    if named := [each for each in classified if each != "OSI Approved"]:
        return named
    first = (about.get("License") or "").strip().partition("\n")[0]
    return [first] if first else []


def is_free(licences: Iterable[str]) -> bool:
    """Return whether one of the licences, of which a user may choose, has no copyleft that binds."""
    return any(BINDS.search(licence) is None for licence in licences)


def installed(names: dict[str, str]) -> Iterator[Distribution]:
    """Yield the packages that are installed, by name; others are for other systems or versions of Python."""
    for name in sorted(names, key=str.lower):
        try:
            yield distribution(name)
        except PackageNotFoundError:
            print(f"{name} {names[name]}: is not installed here", file=sys.stderr)


def bill_of_materials(packages: Iterable[Distribution]) -> str:
    """Return a CycloneDX 1.6 document of packages."""
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{package.version}",
            "name": package.metadata["Name"],
            "version": package.version,
            "licenses": [{"license": {"name": licence}} for licence in licences_of(package)],
            "purl": f"pkg:pypi/{name}@{package.version}",
        }
        for package in packages
        for name in [re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()]
    ]
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Carry out the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("locks", nargs="+", type=Path, metavar="LOCK")
    options.add_argument("--sbom", type=Path, metavar="FILE")
    chosen = options.parse_args()
    packages = list(installed(locked_names(chosen.locks)))
    refused = 0
    for package in packages:
        licences = licences_of(package)
        refused += not is_free(licences)
        sign = " " if is_free(licences) else "!"
        print(f"{sign} {package.metadata['Name']} {package.version}: {' or '.join(licences) or 'states no licence'}")
    if chosen.sbom is not None:
        chosen.sbom.write_text(bill_of_materials(packages), encoding="utf-8")
    print(f"{refused} of {len(packages)} packages have no licence, or one that binds", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
