import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from jiceng.dataset.checks.builds import check_build
from jiceng.release.redaction.redact import Policy
from jiceng.site import write
from jiceng.site.source import SiteSource, release_source
from jiceng.site.write import DATA, FACTS, NoAssets, NotWritten, write_site
from jiceng.steps import heard_by
from tests.release.sample import cut
from tests.release.test_people_hidden import strings


def test_a_site_has_the_explorer_and_its_data(source: SiteSource, assets: Path, tmp_path: Path) -> None:
    write_site(source, tmp_path / "deep" / "site")
    site = tmp_path / "deep" / "site"
    assert (site / "index.html").is_file()
    facts = json.loads((site / DATA / FACTS).read_text(encoding="utf-8"))
    assert facts["dataset"]["kind"] == "build"
    assert facts["bytes"] == {path.name: path.stat().st_size for path in (site / DATA).iterdir() if path.name != FACTS}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["site"]
    assert (site.stat().st_mode & 0o777) == 0o755


def test_the_database_is_the_published_one_or_made_of_the_same_tables(
    dataset: Path, source: SiteSource, tmp_path: Path
) -> None:
    copied = replace(source, database=tmp_path / "published.duckdb")
    copied.database.write_bytes(b"published")
    write.write_data(copied, tmp_path / "copied")
    assert (tmp_path / "copied" / "jiceng.duckdb").read_bytes() == b"published"
    write.write_data(source, tmp_path / "made")
    with duckdb.connect(str(tmp_path / "made" / "jiceng.duckdb"), read_only=True) as database:
        assert database.execute("SELECT count(*) FROM quotes JOIN articles USING (article_id)").fetchall() == (
            source.connection.execute("SELECT count(*) FROM quotes").fetchall()
        )


def test_checking_a_build_and_writing_its_site_say_how_far_they_are(
    dataset: Path, source: SiteSource, tmp_path: Path
) -> None:
    heard: list[tuple[str, int, int]] = []
    with heard_by(lambda *told: heard.append(told)):
        check_build(dataset)
        write.write_data(source, tmp_path / "data")
    ended = [what for what, done, of in heard if done == of]
    assert ended == ["files", "order of tables", "texts of pages", "tables", "parts of the site"]


def test_a_site_is_replaced_as_a_whole(source: SiteSource, assets: Path, tmp_path: Path) -> None:
    write_site(source, tmp_path / "site")
    (tmp_path / "site" / "left-over.js").touch()
    write_site(source, tmp_path / "site")
    assert not (tmp_path / "site" / "left-over.js").exists()


def test_no_other_folder_is_replaced(source: SiteSource, assets: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match="holds other files than a site"):
        write_site(source, tmp_path / "mine")
    with pytest.raises(NotWritten, match="is no folder"):
        write_site(source, tmp_path / "file")
    assert (tmp_path / "mine" / "letter.txt").exists()


def test_a_site_that_cannot_be_written_leaves_the_old_one(
    source: SiteSource, assets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(source, tmp_path / "site")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_database", full)
    with pytest.raises(OSError, match="No space"):
        write_site(source, tmp_path / "site")
    assert (tmp_path / "site" / DATA / FACTS).is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")] == []


def test_without_the_explorer_one_line_says_how_to_build_it(source: SiteSource, assets: Path, tmp_path: Path) -> None:
    (assets / "index.html").unlink()
    with pytest.raises(NoAssets, match="run `make explorer`"):
        write_site(source, tmp_path / "site")


@pytest.fixture(scope="module")
def hidden_site(private_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site of a release that hides private people and carries excerpts."""
    release = cut(private_output, policy=Policy(text="excerpt"))
    folder = tmp_path_factory.mktemp("hidden") / "data"
    with release_source(release.folder) as source:
        write.write_data(source, folder)
    return folder


def test_a_hidden_name_is_nowhere_in_a_site(hidden_site: Path) -> None:
    """Neither in its tables, nor in its database, nor in its figures."""
    found = [(hidden_site / FACTS).read_text(encoding="utf-8")]
    for path in hidden_site.glob("*.parquet"):
        if path.name != "rules.parquet":  # the examples in descriptions of rules are of nobody
            found += [text for row in pq.read_table(path).to_pylist() for text in strings(row)]
    with duckdb.connect(str(hidden_site / "jiceng.duckdb"), read_only=True) as database:
        for (table,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            if table != "rules":
                found += [
                    text for row in database.sql(f"FROM {table}").to_arrow_table().to_pylist() for text in strings(row)
                ]
    assert len(found) > 1_000
    for name in ("钱进", "居民赵小兰", "qian jin"):
        assert not [text for text in found if name in text]


def test_a_site_says_what_its_release_withholds(hidden_site: Path) -> None:
    dataset = json.loads((hidden_site / FACTS).read_text(encoding="utf-8"))["dataset"]
    assert (dataset["kind"], dataset["text"], dataset["private_people"]) == ("release", "excerpt", "pseudonymise")
    assert dataset["redacted"]["hidden_people"] > 0
    texts = pq.read_table(hidden_site / "articles.parquet", columns=["text", "character_count"]).to_pylist()
    assert all(row["text"] is None or len(row["text"]) < row["character_count"] for row in texts)
