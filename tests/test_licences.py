"""`make licences`: what it takes for a licence that binds, and that no locked package has one."""

import json
import runpy
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


class Package:
    def __init__(self, **fields: list[str]) -> None:
        self.metadata, self.version = Message(), "1.0"
        self.metadata["Name"] = "Some.Package"
        for name, values in fields.items():
            for value in values:
                self.metadata[name.replace("_", "-")] = value


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / ".ci" / "licences.py"))


@pytest.mark.parametrize(
    ("fields", "free"),
    [
        ({"License_Expression": ["Apache-2.0"]}, True),
        ({"License_Expression": ["MPL-2.0 AND (Apache-2.0 OR MIT)"]}, True),
        ({"License_Expression": ["GPL-3.0-only OR MIT"]}, True),
        ({"License_Expression": ["AGPL-3.0-or-later"]}, False),
        ({"License_Expression": ["LGPL-2.1-only"]}, False),
        ({"Classifier": ["License :: OSI Approved :: MIT License"]}, True),
        ({"Classifier": ["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"]}, False),
        ({"License": ["BSD 3-Clause"]}, True),
        ({}, False),
    ],
)
def test_a_licence_that_binds_or_is_missing_is_refused(
    script: dict[str, Any], fields: dict[str, list[str]], free: bool
) -> None:
    assert script["is_free"](script["licences_of"](Package(**fields))) is free


def test_no_locked_package_binds(script: dict[str, Any]) -> None:
    names = script["locked_names"]([ROOT / "requirements.lock", ROOT / "requirements-dev.lock"])
    packages = list(script["installed"](names))
    assert len(packages) > 100
    assert [each.metadata["Name"] for each in packages if not script["is_free"](script["licences_of"](each))] == []


def test_the_bill_of_materials_names_each_package_once(script: dict[str, Any]) -> None:
    packages = [Package(License_Expression=["MIT"]), Package(License_Expression=["Apache-2.0 OR MIT"])]
    first, second = json.loads(script["bill_of_materials"](packages))["components"]
    assert (first["purl"], first["licenses"]) == ("pkg:pypi/some-package@1.0", [{"license": {"name": "MIT"}}])
    assert [each["license"]["name"] for each in second["licenses"]] == ["Apache-2.0", "MIT"]
