import pytest
from pydantic import ValidationError

from schemas import Release, ReleaseIndex
from schemas.release import version_order


def release(version: str, **more: object) -> Release:
    return Release.model_validate(
        {
            "version": version,
            "date": "2026-11-22",
            "schema_version": "1.0.0",
            "rules_version": "0" * 16,
            "dataset_version": "0.1.0",
            "text": "full",
            "private_people": "keep",
            "promises": ["4"],
            "rows": {"pages": 1},
            "bytes": 3,
            "files": [{"path": "pages.parquet", "table": "pages", "rows": 1, "bytes": 3, "sha256": "0" * 64}],
            "input": {
                "build_id": "b",
                "created": "2026-11-22T00:00:00Z",
                "inputs": "i",
                "dataset_version": "0.1.0",
                "libraries": {},
                "failed_pages": 0,
                "shards": [],
            },
            **more,
        }
    )


def test_versions_are_ordered_by_their_numbers() -> None:
    versions = ["2026.11.22.10", "2026.11.22", "2026.11.22.2", "2026.09.30"]
    assert sorted(versions, key=version_order) == ["2026.09.30", "2026.11.22", "2026.11.22.2", "2026.11.22.10"]


@pytest.mark.parametrize(
    "version", ["1.0", "2026.13.01", "2026.11.22.0", "2026.1.2", "2026.11.22/../x", "2026.11.22\n"]
)
def test_other_versions_are_refused(version: str) -> None:
    with pytest.raises(ValidationError):
        release(version)


def test_the_index_is_newest_first() -> None:
    old, new = release("2026.11.22"), release("2026.11.22.1")
    index = ReleaseIndex(releases=(new, old))
    assert ReleaseIndex.model_validate_json(index.model_dump_json()) == index
    assert index.latest() == new
    assert index.find("2026.11.22") == old
    assert new.files_of("pages")[0].rows == 1
    assert new.files_of("quotes") == []
    for wrong in ((old, new), (new, new)):
        with pytest.raises(ValidationError):
            ReleaseIndex(releases=wrong)


def test_a_withdrawn_release_is_not_the_latest() -> None:
    withdrawn = release("2026.11.22.1", withdrawn={"when": "2026-12-01", "why": "asked for"})
    assert ReleaseIndex(releases=(withdrawn, release("2026.11.22"))).latest() == release("2026.11.22")
