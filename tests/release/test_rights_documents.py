import shutil
from pathlib import Path

import pytest

from jiceng.release.cut import CutRelease
from jiceng.release.folders import DATASHEET, RIGHTS
from jiceng.release.redaction.redact import Policy
from tests.release.sample import cut


def documents(release: CutRelease) -> tuple[str, str]:
    rights, datasheet = ((release.folder / name).read_text(encoding="utf-8") for name in (RIGHTS, DATASHEET))
    return " ".join(rights.split()), " ".join(datasheet.split())


def test_rights_are_told_apart_and_the_gazetteer_is_credited(released: CutRelease) -> None:
    rights, _ = documents(released)
    for owner in ("**Annotations**", "**Code**", "**Text**"):
        assert owner in rights
    assert "licensed under CC-BY-4.0" in rights
    assert "Apache License 2.0" in rights
    assert "National Bureau of Statistics" in rights
    assert "AdministrativeDivisionCn" in rights
    assert "licence MIT" in rights
    for newspaper in ("river-daily", "lake-weekly"):
        assert f"| {newspaper} | {newspaper} | | not stated | excerpt |" in rights


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (Policy("full", "keep"), "All of it. **This is more than lake-weekly, river-daily allow to share**"),
        (Policy("excerpt", "keep"), "at most the first 100 characters and no more than 25%"),
        (Policy("excerpt", "keep"), "puts the text back with `jiceng rehydrate`"),
        (Policy("none", "keep"), "No running text: keys, names, spans and hashes."),
    ],
)
def test_rights_say_what_is_carried(output: Path, policy: Policy, said: str) -> None:
    assert said in documents(cut(output, policy=policy))[0]


@pytest.fixture(scope="module")
def pseudonymous(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> CutRelease:
    """A release that names nobody private; to be read only."""
    output = shutil.copytree(dataset, tmp_path_factory.mktemp("pseudonymous") / "output", symlinks=True)
    return cut(output, policy=Policy("excerpt"))


def test_nobody_is_sent_to_rehydrate_what_cannot_be(pseudonymous: CutRelease) -> None:
    rights, _ = documents(pseudonymous)
    assert "rehydrate" not in rights


def test_the_datasheet_says_what_the_data_is_and_must_not_be_used_for(released: CutRelease) -> None:
    _, datasheet = documents(released)
    for said in ("It is official press", "Reported speech is unverified", "It must not be used", "best case"):
        assert said in datasheet
    assert "Private people are named in this release" in datasheet


def test_the_datasheet_of_pseudonyms_says_against_what_they_do_not_protect(pseudonymous: CutRelease) -> None:
    _, datasheet = documents(pseudonymous)
    assert "This is pseudonymisation, not anonymisation" in datasheet
    assert "It does not protect against" in datasheet
    assert f"({pseudonymous.release.redacted.hidden_people} people;" in datasheet
    assert "are named in this release" not in datasheet
