import json
from datetime import date
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from jiceng.release.cut import CutRelease
from jiceng.release.documents.bill_of_materials import bill_of_materials, installed_packages, package_of
from jiceng.release.verify import verify_release
from jiceng.storage import sha256_of
from tests.release.installed import installed
from tests.release.sample import copied


@pytest.fixture(scope="module")
def described(released: CutRelease) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((released.folder / "sbom.cdx.json").read_text(encoding="utf-8"))
    return document


def test_a_release_has_it_and_proves_it(released: CutRelease, described: dict[str, Any]) -> None:
    path = released.folder / "sbom.cdx.json"
    assert f"{sha256_of(path)}  sbom.cdx.json\n" in (released.folder / "SHA256SUMS").read_text(encoding="utf-8")
    assert path.name in {file.path for file in released.release.files}
    assert described["metadata"]["timestamp"] == "2026-11-22T00:00:00Z"
    assert described["metadata"]["component"]["version"] == released.release.dataset_version


def test_a_release_from_before_there_was_one_is_whole(released: CutRelease, tmp_path: Path) -> None:
    folder = copied(released, tmp_path / "older")
    (folder / "sbom.cdx.json").unlink()
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "SHA256SUMS").write_text("".join(line for line in sums if "sbom" not in line), encoding="utf-8")
    assert verify_release(str(folder)).broken == ()


def test_it_names_what_jiceng_requires_and_what_that_requires(described: dict[str, Any]) -> None:
    purls = {each["purl"] for each in described["components"] if each["type"] == "library"}
    for direct_or_not in ("duckdb", "pyarrow", "jieba", "prefect", "starlette"):
        assert f"pkg:pypi/{direct_or_not}@{distribution(direct_or_not).version}" in purls
    assert not any(f"/{tool}@" in purl for purl in purls for tool in ("pytest", "mypy", "ruff", "jiceng"))
    required = {each["ref"]: each["dependsOn"] for each in described["dependencies"]}
    assert f"pkg:pypi/duckdb@{distribution('duckdb').version}" in required["jiceng"]
    assert all(name in required for names in required.values() for name in names)


def test_it_has_no_path_of_the_machine_and_no_host(released: CutRelease) -> None:
    text = (released.folder / "sbom.cdx.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert '"/' not in text


def test_the_same_packages_give_the_same_bytes_in_any_order() -> None:
    packages = installed_packages()
    day = date(2026, 11, 22)
    assert bill_of_materials(packages, day) == bill_of_materials(packages[::-1], day)


def test_licences_are_given_as_they_are_stated() -> None:
    packages = [
        package_of(installed("Some.Package", License_Expression=["Apache-2.0 OR MIT"])),
        package_of(installed("other", Classifier=["License :: OSI Approved :: MIT License"])),
        package_of(installed("third")),
    ]
    _, other, some, third = json.loads(bill_of_materials(packages))["components"]
    assert (some["purl"], some["licenses"]) == ("pkg:pypi/some-package@1.0", [{"expression": "Apache-2.0 OR MIT"}])
    assert other["licenses"] == [{"license": {"name": "MIT License"}}]
    assert "licenses" not in third


def test_what_an_extra_requires_counts_where_the_extra_is_asked_for() -> None:
    package = installed(Requires_Dist=["always>=1", "never; python_version < '3'", "more; extra == 'so'"])
    assert package_of(package).requires == ("always",)
    assert package_of(package, ["so"]).requires == ("always", "more")
