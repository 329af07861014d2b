import json
import multiprocessing
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import jiceng
from jiceng.dataset import shards as shards_module
from jiceng.dataset.shard_files import is_fresh, read_report, shard_folder
from jiceng.dataset.shards import ShardSource, list_shards, rule_sources, rules_version, write_shard
from jiceng.page import RawPage, find_pages
from jiceng.records import PageRecords, records_of
from schemas import Article, Newspaper
from tests.dataset.sample import CANAL, SQUARE, bytes_of, write_page


def shards_of(raw: Path) -> dict[str, ShardSource]:
    return {shard.name: shard for shard in list_shards(find_pages(raw))}


@pytest.fixture
def january(raw: Path) -> ShardSource:
    return shards_of(raw)["river-daily/2026-01"]


def test_a_shard_is_a_month_and_undated_pages_are_divided(raw: Path) -> None:
    shards = shards_of(raw)
    assert {"lake-weekly/2026-02", "river-daily/2026-01"} < set(shards)
    undated = [shard for name, shard in shards.items() if name.startswith("river-daily/undated-")]
    assert sorted(page.page_id for shard in undated for page in shard.pages) == [
        "river-daily/undated/one",
        "river-daily/undated/one-b",
    ]
    assert [page.page_id for page in shards["river-daily/2026-01"].pages] == [
        "river-daily/2026-01-03/01",
        "river-daily/2026-01-04/02",
    ]
    assert list(shards) == sorted(shards)


def test_the_fingerprint_follows_what_decides_the_bytes(raw: Path, january: ShardSource) -> None:
    def fingerprint() -> str:
        return shards_of(raw)["river-daily/2026-01"].fingerprint

    page = raw / "river-daily/2026-01-03/01.txt"
    page.touch()
    assert fingerprint() == january.fingerprint
    page.write_text(SQUARE + "。", encoding="utf-8")
    changed = fingerprint()
    page.with_suffix(".toml").write_text('page_number = "A1"\n', encoding="utf-8")
    with_toml = fingerprint()
    toml = raw / "river-daily/newspaper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + 'scope = "national"\n', encoding="utf-8")
    assert len({january.fingerprint, changed, with_toml, fingerprint()}) == 4
    page.with_suffix(".toml").unlink()
    toml.write_text(toml.read_text(encoding="utf-8").replace('scope = "national"\n', ""), encoding="utf-8")
    page.write_text(SQUARE, encoding="utf-8")
    assert fingerprint() == january.fingerprint


def test_the_fingerprint_follows_the_rules(raw: Path, january: ShardSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards_module, "rule_sources", lambda: {"jiceng/page/read.py": "0123456789abcdef"})
    assert shards_of(raw)["river-daily/2026-01"].fingerprint != january.fingerprint


def test_the_rules_version_follows_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "extraction/lexicon").mkdir(parents=True)
    (tmp_path / "extraction/__pycache__").mkdir()
    lexicon = tmp_path / "extraction/lexicon/cues.txt"
    lexicon.write_text("说\n", encoding="utf-8")
    monkeypatch.setattr(jiceng, "__file__", str(tmp_path / "__init__.py"))

    def version() -> dict[str, str]:
        return shards_module.rule_sources.__wrapped__()

    before = version()
    (tmp_path / "extraction/__pycache__/quotes.pyc").write_bytes(b"1")
    (tmp_path / "rules.csv").write_text("measured", encoding="utf-8")
    assert version() == before
    lexicon.write_text("说\n表示\n", encoding="utf-8")
    assert version() != before
    assert before["jiceng/extraction/lexicon/cues.txt"] != version()["jiceng/extraction/lexicon/cues.txt"]
    assert len(rules_version()) == 16


def test_every_module_that_reads_pages_is_among_the_sources() -> None:
    """Except those that only read files, hold what is measured of rules, or word a broken promise."""
    listing = (
        "import sys, jiceng.records, jiceng.dataset.checks.proofs\n"
        "for name, module in sys.modules.items():\n"
        "    if name.startswith(('jiceng.', 'schemas.')): print(module.__file__)\n"
    )
    files = subprocess.run([sys.executable, "-c", listing], check=True, capture_output=True, text=True).stdout.split()
    project = Path(jiceng.__file__).parents[1]
    imported = {Path(file).relative_to(project).as_posix() for file in files}
    assert imported - rule_sources().keys() == {
        "jiceng/dataset/__init__.py",
        "jiceng/dataset/checks/__init__.py",
        "jiceng/dataset/checks/broken.py",
        "jiceng/rules.py",
        "jiceng/storage.py",
        "schemas/release.py",
    }


def test_how_releases_are_listed_decides_no_row() -> None:
    sources = shards_module.rule_sources()
    assert "schemas/quote.py" in sources
    assert not {"schemas/release.py", "schemas/__main__.py"} & sources.keys()


def test_a_written_shard_is_fresh_and_not_read_again(
    output: Path, january: ShardSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_fresh(output, january)
    report = write_shard(output, january)
    assert is_fresh(output, january)
    assert report.rows["pages"] == 2
    assert report.rows["quotes"] >= 3
    assert report.seconds > 0
    monkeypatch.setattr("jiceng.records.records_of", None)
    again = write_shard(output, january)
    assert again == read_report(output, january)
    assert (again.rows, again.faults, again.seconds) == (report.rows, report.faults, 0.0)


def test_what_is_measured_of_rules_is_not_in_a_shard(output: Path, january: ShardSource) -> None:
    write_shard(output, january)
    assert "confidence" not in pq.read_schema(shard_folder(output, january) / "mentions.parquet").names
    assert "confidence" in pq.read_schema(shard_folder(output, january) / "quotes.parquet").names


def test_workers_do_not_change_the_bytes(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards_module, "PAGES_PER_CHUNK", 3)
    for number in range(20):
        write_page(raw, f"river-daily/2026-01-05/{number}", CANAL.replace("陈大山", f"陈大{'山水林田湖'[number % 5]}"))
    shard = shards_of(raw)["river-daily/2026-01"]
    write_shard(tmp_path / "one", shard)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        write_shard(tmp_path / "two", shard, pool)
    monkeypatch.setattr(shards_module, "PAGES_PER_CHUNK", 16)
    write_shard(tmp_path / "three", shard)
    one = bytes_of(tmp_path / "one")
    people = pq.read_table(shard_folder(tmp_path / "one", shard) / "people.parquet").to_pylist()
    assert {row["article_count"] for row in people if row["name"].startswith("陈大")} == {4}
    assert one == bytes_of(tmp_path / "two") == bytes_of(tmp_path / "three")


def test_a_page_that_cannot_be_opened_is_a_fault(raw: Path, output: Path) -> None:
    (raw / "river-daily/2026-01-03/02.txt").symlink_to(raw / "nowhere.txt")
    shard = shards_of(raw)["river-daily/2026-01"]
    report = write_shard(output, shard)
    assert [fault.path for fault in report.faults] == ["river-daily/2026-01-03/02.txt"]
    assert report.rows["pages"] == 2
    assert read_report(output, shard).faults == report.faults


def test_a_page_that_cannot_be_decoded_is_a_failed_row(raw: Path, output: Path) -> None:
    shard = shards_of(raw)["lake-weekly/2026-02"]
    report = write_shard(output, shard)
    assert (report.failed_pages, report.rejects) == (1, 1)
    pages = pq.read_table(shard_folder(output, shard) / "pages.parquet").to_pylist()
    assert [(page["page_id"][-3:], page["status"]) for page in pages] == [("A01", "read"), ("A02", "failed")]
    assert [fault.path for fault in report.faults] == ["lake-weekly/2026-02-01/A02.txt"]


def lose_a_character(page: RawPage, newspaper: Newspaper) -> PageRecords:
    """Read a page as it is read, but leave the first character of each article out of its spans."""
    records = records_of(page, newspaper)
    if page.file.page_id.endswith("/01"):
        for n, article in enumerate(records.rows["articles"]):
            assert isinstance(article, Article)
            records.rows["articles"][n] = article.model_copy(update={"text": article.text[:-1]})
    return records


def fail(page: RawPage, newspaper: Newspaper) -> PageRecords:
    if page.file.page_id.endswith("/01"):
        raise KeyError("someone")
    return records_of(page, newspaper)


@pytest.mark.parametrize(("read", "reason"), [(lose_a_character, "promise 2"), (fail, "KeyError")])
def test_a_page_that_jiceng_fails_on_is_not_published(
    output: Path, january: ShardSource, monkeypatch: pytest.MonkeyPatch, read: Any, reason: str
) -> None:
    monkeypatch.setattr("jiceng.records.records_of", read)
    report = write_shard(output, january)
    folder = shard_folder(output, january)
    pages = pq.read_table(folder / "pages.parquet").to_pylist()
    assert [(page["status"], page["raw_text"] is None) for page in pages] == [("failed", True), ("read", False)]
    assert {row["page_id"] for row in pq.read_table(folder / "articles.parquet").to_pylist()} == {pages[1]["page_id"]}
    (reject,) = pq.read_table(folder / "rejects.parquet").to_pylist()
    assert reason in json.loads(reject["errors"])[0]["error"]
    (fault,) = report.faults
    assert reason in fault.message


def test_a_fault_of_the_machine_is_raised(output: Path, january: ShardSource, monkeypatch: pytest.MonkeyPatch) -> None:
    def run_out(page: RawPage, newspaper: Newspaper) -> PageRecords:
        raise MemoryError

    monkeypatch.setattr("jiceng.records.records_of", run_out)
    with pytest.raises(MemoryError):
        write_shard(output, january)
    assert not is_fresh(output, january)


@pytest.mark.parametrize("step", ["write_table", "move_into_place"])
def test_killed_in_the_middle_nothing_half_stands(
    output: Path, january: ShardSource, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    done = []

    def killed(*args: Any, **kwargs: Any) -> None:
        done.append(args)
        if step == "move_into_place" or len(done) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pq if step == "write_table" else shards_module, step, killed)
        with pytest.raises(KeyboardInterrupt):
            write_shard(output, january)
    assert not is_fresh(output, january)
    assert bytes_of(output) == {}
    assert write_shard(output, january).rows["pages"] == 2
