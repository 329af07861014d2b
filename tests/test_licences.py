"""`make licences`: what it takes for a licence that binds, and that no locked package has one."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from jiceng.release.documents.bill_of_materials import package_of
from tests.release.installed import installed

ROOT = Path(__file__).parents[1]


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
    assert script["is_free"](package_of(installed(**fields)).licences) is free


def test_no_locked_package_binds(script: dict[str, Any]) -> None:
    names = script["locked_names"]([ROOT / "requirements.lock", ROOT / "requirements-dev.lock"])
    packages = list(script["installed"](names))
    assert len(packages) > 100
    assert [each.name for each in packages if not script["is_free"](each.licences)] == []
