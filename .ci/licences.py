"""Licences of the locked packages.

Prints name, version and licence of each package that is installed from the lock files, and exits with 1 where one has
no stated licence, or only one whose copyleft would bind who uses jiceng (GPL, AGPL, LGPL and the like; MPL binds its
own files alone). With --sbom, writes them as a CycloneDX bill of materials, as releases have one of what is installed.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from jiceng.release.documents.bill_of_materials import Package, bill_of_materials, package_of

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
BINDS = re.compile(r"\b(?:A|L)?GPL|General Public License|\bEUPL|\bCDDL|\bSSPL|\bOSL-|\bCC-BY-(?:NC|SA)", re.IGNORECASE)


def locked_names(locks: Iterable[Path]) -> dict[str, str]:
    """Return name → version of the packages that lock files name."""
    return {name: version for lock in locks for name, version in LOCKED.findall(lock.read_text(encoding="utf-8"))}


def is_free(licences: Iterable[str]) -> bool:
    """Return whether one of the licences, of which a user may choose, has no copyleft that binds."""
    return any(BINDS.search(licence) is None for licence in licences)


def installed(names: dict[str, str]) -> Iterator[Package]:
    """Yield the packages that are installed, by name; others are for other systems or versions of Python."""
    for name in sorted(names, key=str.lower):
        try:
            yield package_of(distribution(name))
        except PackageNotFoundError:
            print(f"{name} {names[name]}: is not installed here", file=sys.stderr)


def main() -> int:
    """Carry out the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("locks", nargs="+", type=Path, metavar="LOCK")
    options.add_argument("--sbom", type=Path, metavar="FILE")
    chosen = options.parse_args()
    packages = list(installed(locked_names(chosen.locks)))
    refused = 0
    for package in packages:
        free = is_free(package.licences)
        refused += not free
        stated = " or ".join(package.licences) or "states no licence"
        print(f"{' ' if free else '!'} {package.name} {package.version}: {stated}")
    if chosen.sbom is not None:
        own = package_of(distribution("jiceng"))
        chosen.sbom.write_text(bill_of_materials([own, *packages]), encoding="utf-8")
    print(f"{refused} of {len(packages)} packages have no licence, or one that binds", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
