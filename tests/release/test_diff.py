from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from jiceng.dataset.manifest import MANIFEST, manifest_text, read_manifest
from jiceng.release.cut import CutRelease
from jiceng.release.diff import CHANGES_SCHEMA, changes_text, compare_releases, side_of
from jiceng.release.index import NoRelease
from jiceng.release.redaction.redact import Policy
from tests.dataset.sample import SQUARE, build, rewrite, write_page
from tests.release.sample import cut

Change = dict[str, Any]
Again = Callable[..., CutRelease]

PAGE = "river-daily/2026-01-03/01"


@pytest.fixture
def again(raw: Path, output: Path) -> Again:
    """Build once more and cut a release."""
    hours = iter(range(1, 9))

    def build_and_cut(**more: Any) -> CutRelease:
        build(raw, output, hour=next(hours))
        return cut(output, **more)

    return build_and_cut


def changes(old: CutRelease, new: CutRelease) -> list[Change]:
    with compare_releases(side_of(old.folder), side_of(new.folder)) as diff:
        return diff.rows().to_pylist()


def by_table(found: list[Change]) -> dict[str, list[Change]]:
    return {table: [row for row in found if row["table"] == table] for table in {row["table"] for row in found}}


def test_releases_of_one_dataset_do_not_differ(output: Path) -> None:
    first, second = cut(output), cut(output)
    assert changes(first, second) == []
    assert "No row changed." in (second.folder / "CHANGES.md").read_text(encoding="utf-8")


def test_a_changed_character_shows_in_exactly_the_rows_that_it_touches(raw: Path, output: Path, again: Again) -> None:
    first = cut(output)
    write_page(raw, PAGE, SQUARE.replace("维护秩序", "维持秩序"))
    found = by_table(changes(first, again()))
    assert {row["change"] for rows in found.values() for row in rows} == {"changed"}
    assert {reason for rows in found.values() for row in rows for reason in row["why"]} == {"changed pages"}
    assert set(found) == {"pages", "articles", "quotes"}
    assert [row["key"] for row in found["pages"]] == [[PAGE]]
    assert found["pages"][0]["columns"] == ["source_sha256", "raw_text", "raw_sha256"]
    ((article,), (quote,)) = found["articles"], found["quotes"]
    assert set(article["columns"]) - {"keywords"} == {"text", "text_sha256"}
    assert quote["columns"] == ["text"]


def test_rows_whose_offsets_alone_moved_are_moved(raw: Path, output: Path, again: Again) -> None:
    first = cut(output)
    write_page(raw, PAGE, "\n\n" + SQUARE)
    found = by_table(changes(first, again()))
    assert {row["change"] for table in ("articles", "quotes", "mentions") for row in found[table]} == {"moved"}
    moved = found["quotes"][0]
    assert moved["key"] != moved["key_before"]
    assert "raw_spans" in moved["columns"]
    assert not {"people", "organizations", "initiatives", "communities"} & set(found)
    assert {row["change"] for row in found["pages"]} == {"changed"}


def test_new_and_removed_pages_are_reasons(raw: Path, output: Path, again: Again) -> None:
    first = cut(output)
    write_page(raw, "river-daily/2026-01-05/01", SQUARE.replace("张三", "周新民"))
    second = again()
    found = by_table(changes(first, second))
    assert {row["change"] for row in found["pages"] + found["quotes"]} == {"added"}
    (person,) = [row for row in found["people"] if row["change"] == "added"]
    assert person["key"][0].startswith("周新民@")
    assert all(row["why"] == ["new pages"] for rows in found.values() for row in rows)
    back = changes(second, first)
    assert {row["change"] for row in back if row["table"] == "quotes"} == {"removed"}
    assert all(row["why"] == ["removed pages"] for row in back)


def test_new_rules_are_a_reason(output: Path) -> None:
    first = cut(output)
    current = (output / "current").resolve()
    rewrite(current, "quotes", lambda rows: [{**row, "cue": "提出"} for row in rows])
    manifest = read_manifest(current).model_copy(update={"rules_version": "f" * 16})
    (current / MANIFEST).write_text(manifest_text(manifest), encoding="utf-8")
    second = cut(output)
    with compare_releases(side_of(first.folder), side_of(second.folder)) as diff:
        rows = diff.rows("quotes").to_pylist()
        assert len(rows) == first.release.rows["quotes"]
        assert all((row["columns"], row["why"]) == (["cue"], ["new rules"]) for row in rows)
        assert f"Rules: {first.release.rules_version} → {'f' * 16}." in changes_text(diff)


def test_a_changed_toml_is_a_reason(raw: Path, output: Path, again: Again) -> None:
    first = cut(output)
    (raw / "river-daily/undated/one.toml").write_text("issue_date = 2026-01-09\n", encoding="utf-8")
    found = by_table(changes(first, again()))
    assert found["pages"][0]["columns"] == ["issue_date", "issue_date_source"]
    assert all(row["why"] == ["changed descriptions"] for rows in found.values() for row in rows)


def test_a_release_has_its_changes(raw: Path, output: Path, again: Again) -> None:
    first = cut(output)
    assert "The first release." in (first.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert not (first.folder / "changes.parquet").exists()
    write_page(raw, PAGE, SQUARE.replace("维护秩序", "维持秩序"))
    second = again()
    table = pq.read_table(second.folder / "changes.parquet")
    assert table.schema.equals(CHANGES_SCHEMA)
    assert table.to_pylist() == changes(first, second)
    text = (second.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "| quotes | " in text
    assert "Why: changed pages (3 rows)" in text


def test_pseudonyms_are_counted_and_not_compared(raw: Path, output: Path, again: Again) -> None:
    hidden = Policy(text="excerpt", private_people="pseudonymise")
    first = cut(output, policy=hidden)
    write_page(raw, "river-daily/2026-01-05/01", SQUARE.replace("张三", "周新民"))
    second = again(policy=hidden)
    with compare_releases(side_of(first.folder), side_of(second.folder)) as diff:
        assert diff.not_compared["people"].before > 0
        assert "Not compared, for their keys are pseudonyms" in changes_text(diff)
        assert not any("#" in str(row["key"]) for row in diff.rows().to_pylist())


def test_another_profile_is_a_reason(output: Path) -> None:
    first, second = cut(output), cut(output, policy=Policy(text="none", private_people="keep"))
    found = changes(first, second)
    assert {row["table"] for row in found} >= {"pages", "articles", "quotes"}
    assert all(row["why"] == ["another profile"] for row in found)


def test_a_folder_without_a_release_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="holds no release"):
        side_of(tmp_path)
