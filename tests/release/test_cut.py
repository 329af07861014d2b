import hashlib
import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.dataset.manifest import NoDataset
from jiceng.release.applied_suppressions import APPLIED
from jiceng.release.contents import RELEASED, released_schema
from jiceng.release.cut import CutRelease, NotReleased, cut_release, is_new, next_version, only_one
from jiceng.release.floors import Floors
from jiceng.release.folders import DOCUMENTS, INDEX, SUMS, releases_folder
from jiceng.release.index import NoRelease, read_index
from jiceng.release.redaction.redact import Policy
from jiceng.release.redaction.suppression import Suppressed, SuppressedName
from jiceng.release.verify import verify_release
from schemas import SEARCH_TABLES, ReleaseFacts, ReleaseIndex
from schemas.newspaper import SharePolicy
from tests.dataset.sample import LIBRARY, build, rewrite, write_page
from tests.release.sample import KEEP_ALL, cut, order


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_has_all_documents_and_tables(released: CutRelease) -> None:
    names = set(contents(released.folder))
    tables = {f"{table}.parquet" for table in (*RELEASED, *SEARCH_TABLES)}
    assert names == tables | set(DOCUMENTS)
    assert "rejects" not in "".join(names)


def test_the_index_lists_files_with_their_hashes(released: CutRelease) -> None:
    index = read_index(released.folder.parents[1])
    assert index.releases == (released.release,)
    for file in released.release.files:
        content = (released.folder / file.path).read_bytes()
        assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert {file.path for file in released.release.files} == set(contents(released.folder))
    assert released.release.bytes == sum(len(content) for content in contents(released.folder).values())
    facts = ReleaseFacts.model_validate_json((released.folder / "release.json").read_bytes())
    assert facts.model_dump() == released.release.model_dump(exclude={"bytes", "files", "withdrawn"})


def test_the_sums_are_those_of_sha256sum(released: CutRelease) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=released.folder, check=True)


def test_tables_have_their_schema_and_the_version(released: CutRelease) -> None:
    for table in RELEASED:
        schema = pq.read_schema(released.folder / f"{table}.parquet")
        assert schema.equals(released_schema(table))
        assert all(field.metadata[b"description"] for field in schema)
        assert schema.metadata[b"release"] == b"2026.11.22"
        assert schema.metadata[b"schema_version"] == b"1.0.0"
        assert set(json.loads(schema.metadata[b"columns"])) == set(schema.names)


def test_two_releases_of_one_dataset_differ_in_version_and_date_only(output: Path) -> None:
    first, second = cut(output), cut(output, date(2026, 11, 23))
    assert second.folder.name == "2026.11.23"
    for table in RELEASED:
        one, two = (pq.read_table(each.folder / f"{table}.parquet") for each in (first, second))
        assert one.equals(two)
        assert {**one.schema.metadata, b"release": b""} == {**two.schema.metadata, b"release": b""}

    def neutral(folder: Path, name: str) -> str:
        text = (folder / name).read_text(encoding="utf-8")
        for file in read_index(output).find(folder.name).files:  # type: ignore[union-attr]
            text = text.replace(file.sha256, f"hash of {file.path}")
        text = text.replace("hash of changes.parquet  changes.parquet\n", "")  # the first release has no changes
        return text.replace("2026.11.23", "2026.11.22").replace("2026-11-23", "2026-11-22")

    for name in set(DOCUMENTS) - {"CHANGES.md"}:
        assert neutral(first.folder, name) == neutral(second.folder, name), name


def test_the_same_release_of_the_same_dataset_has_the_same_bytes(output: Path, tmp_path: Path) -> None:
    first = contents(cut(output).folder)
    (releases_folder(output) / INDEX).unlink()
    assert contents(cut(output).folder) == first


def test_versions_of_a_day_are_numbered(output: Path) -> None:
    assert [cut(output).release.version for _ in range(3)] == ["2026.11.22", "2026.11.22.1", "2026.11.22.2"]
    versions = [release.version for release in read_index(output).releases]
    assert versions == ["2026.11.22.2", "2026.11.22.1", "2026.11.22"]


def test_the_tenth_of_a_day_comes_after_the_ninth(released: CutRelease) -> None:
    numbers = ["", *(f".{number}" for number in range(1, 11))]
    releases = [released.release.model_copy(update={"version": f"2026.11.22{number}"}) for number in numbers]
    index = ReleaseIndex(releases=tuple(reversed(releases)))
    assert next_version(index, date(2026, 11, 22)) == "2026.11.22.11"
    assert next_version(index, date(2026, 11, 23)) == "2026.11.23"


def test_a_version_is_never_given_twice_nor_out_of_order(output: Path) -> None:
    first = cut(output, version="2026.11.22")
    before = contents(first.folder)
    for version in ("2026.11.22", "2026.11.21"):
        with pytest.raises(NotReleased, match=version):
            cut(output, version=version)
    assert contents(first.folder) == before


def test_files_of_a_release_cannot_be_written(released: CutRelease) -> None:
    assert {path.stat().st_mode & 0o222 for path in released.folder.iterdir()} == {0}


def test_a_large_table_is_several_files(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiceng.release.table_files.rows_per_group", lambda table: 2)
    cut_in_two = cut(output, file_bytes=1000)
    release, folder = cut_in_two.release, cut_in_two.folder
    paths = [file.path for file in release.files_of("quotes")]
    assert paths[:2] == ["quotes-00000.parquet", "quotes-00001.parquet"]
    rows = pa.concat_tables(pq.read_table(folder / path) for path in paths)
    whole = cut(output)
    assert rows.equals(pq.read_table(whole.folder / "quotes.parquet"))
    assert release.rows == whole.release.rows


def test_a_table_that_fell_is_not_released(raw: Path, output: Path) -> None:
    cut(output)
    before = contents(releases_folder(output))
    for page in ("river-daily/2026-01-03/01", "river-daily/2026-01-04/02", "lake-weekly/2026-02-01/A01"):
        write_page(raw, page, "没有引语。\n")
    build(raw, output, hour=1)
    with pytest.raises(NotReleased, match=r"quotes fell by \d+% \(\d+ → \d+ rows\), at most 20% is allowed"):
        cut(output)
    assert contents(releases_folder(output)) == before
    tables = frozenset(RELEASED)
    assert cut(output, accept_fall=tables).before is not None


def test_an_empty_table_is_not_released_where_there_were_rows(raw: Path, output: Path) -> None:
    cut(output)
    for page in raw.glob("*/*/*.txt"):
        page.write_text("没有引语。\n", encoding="utf-8")
    build(raw, output, hour=1)
    with pytest.raises(NotReleased, match=r"quotes is empty, the release before had \d+ rows"):
        cut(output)


def test_too_many_unreadable_pages_are_not_released(output: Path) -> None:
    floors = Floors(fall={"default": 0.2}, most={"failed_pages": 0.05, "rejected_records": 1.0})
    with pytest.raises(NotReleased, match=r"16.7% of pages could not be read \(1 of 6\), at most 5% is allowed"):
        cut_release(output, order(floors=floors))
    assert read_index(output).releases == ()


def test_a_dataset_that_breaks_a_promise_is_not_released(output: Path) -> None:
    rewrite(output / "current", "quotes", lambda rows: [{**row, "text": row["text"] + "。"} for row in rows])
    with pytest.raises(NotReleased, match="the dataset breaks a promise: promise 3, quotes"):
        cut(output)
    assert not (releases_folder(output) / INDEX).exists()


def test_what_a_killed_cut_left_is_swept(output: Path) -> None:
    first = cut(output)
    index = (releases_folder(output) / INDEX).read_bytes()
    second = cut(output)
    (releases_folder(output) / INDEX).write_bytes(index)  # as if killed before the index was replaced
    (releases_folder(output) / ".tmp-dead").mkdir()
    (releases_folder(output) / ".tmp-index").write_text("{")
    third = cut(output)
    assert third.folder == second.folder
    assert {path.name for path in releases_folder(output).iterdir()} == {
        INDEX,
        ".lock",
        ".secret",
        first.folder.name,
        third.folder.name,
    }


def test_a_release_is_new_where_the_dataset_changed(raw: Path, output: Path) -> None:
    assert is_new(output, KEEP_ALL)
    cut(output)
    build(raw, output, hour=1)
    assert not is_new(output, KEEP_ALL)
    assert is_new(output, Policy()), "what was cut for own use is none for the public"
    cut(output, policy=Policy())
    assert not is_new(output, Policy())
    write_page(raw, "river-daily/2026-01-05/01", "新的一页。\n")
    build(raw, output, hour=2)
    assert is_new(output, KEEP_ALL)


def test_a_release_is_new_where_more_is_refused(output: Path) -> None:
    def policy(*names: str, why: str | None = None) -> Policy:
        return Policy(suppressed=Suppressed(names=tuple(SuppressedName(name=name, why=why) for name in names)))

    cut(output, policy=policy())
    assert not is_new(output, policy())
    assert is_new(output, policy("欧阳明月"))
    second = cut(output, policy=policy("欧阳明月"))
    assert not is_new(output, policy("欧阳明月", why="letter of 2026-03-01"))
    assert is_new(output, policy("欧阳明月", "李小红"))
    assert is_new(output, policy()), "what is refused no longer is shown again"
    assert not [
        path
        for path in second.folder.rglob("*")
        if policy("欧阳明月").suppressed.digest().encode() in path.read_bytes()
    ]
    (releases_folder(output) / APPLIED).write_text("{")
    with pytest.raises(NoRelease, match=r"\.heeded\.json: cannot be read .*; remove it"):
        is_new(output, policy())


def test_without_a_dataset_there_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="holds no dataset"):
        cut(tmp_path)


def test_an_index_that_is_damaged_stops_everything(output: Path) -> None:
    cut(output)
    (releases_folder(output) / INDEX).write_text('{"releases": [{}]}')
    with pytest.raises(NoRelease, match="is no index of releases"):
        cut(output)


def test_pseudonyms_are_those_of_the_dataset(raw: Path, output: Path) -> None:
    hidden = Policy(text="full", private_people="pseudonymise")
    first, second = cut(output, policy=hidden), cut(output, policy=hidden)
    assert first.release.redacted.hidden_people > 0
    names = pq.read_table(first.folder / "people.parquet")
    assert names.equals(pq.read_table(second.folder / "people.parquet"))
    write_page(raw, "river-daily/2026-01-05/01", "新的一页。\n")
    build(raw, output, hour=1)
    third = pq.read_table(cut(output, policy=hidden).folder / "people.parquet")
    codes = ({name for name in table["name"].to_pylist() if "#" in name} for table in (names, third))
    assert set.isdisjoint(*codes)
    assert (releases_folder(output) / ".secret").stat().st_mode & 0o077 == 0
    assert verify_release(str(first.folder)).broken == ()


@pytest.mark.parametrize("text", ["excerpt", "none"])
def test_every_profile_stands_verification(output: Path, text: SharePolicy) -> None:
    for people in ("keep", "pseudonymise"):
        release = cut(output, policy=Policy(text=text, private_people=people))  # type: ignore[arg-type]
        assert verify_release(str(release.folder)).broken == ()
        assert release.release.text == text


def test_a_surname_with_an_umlaut_in_pinyin_is_hidden_like_others(raw: Path, output: Path) -> None:
    write_page(raw, "river-daily/2026-01-05/01", LIBRARY.replace("赵小兰", "吕小兰"))
    build(raw, output, hour=1)
    people = pq.read_table(cut(output, policy=Policy(text="excerpt")).folder / "people.parquet").to_pylist()
    assert [person["name_pinyin"] for person in people if person["name"].startswith("吕")] == ["lü mou mou"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("releases/.lock", r"\.lock: is a named pipe, not a file; move it away"),
        ("releases/index.json", r"index\.json: cannot be read \(.*is a named pipe, not a file; move it away\)"),
        ("releases", r"releases: is a named pipe, not a folder; move it away"),
    ],
)
def test_something_of_another_kind_is_in_the_way(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    with pytest.raises((FileExistsError, NoRelease), match=said), only_one(tmp_path):
        read_index(tmp_path)
