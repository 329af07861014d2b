import logging
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from jiceng.release.cut import CutRelease
from jiceng.release.index import NoRelease, parse_index, read_index, with_release, write_index
from jiceng.release.publish import NotPublished, publish_release
from jiceng.release.redaction.redact import Policy
from jiceng.release.verify import verify_release
from schemas import Withdrawn
from tests.dataset.sample import build
from tests.release.sample import cut

SECRET = "moto-test-value-that-is-no-key"


published_release = partial(publish_release, above_share=("lake-weekly", "river-daily"))
"""The sample's releases carry the full text of newspapers that share excerpts."""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of an S3 server that runs for the test."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    found = boto3.resource("s3").create_bucket(Bucket="open-data")
    yield found
    server.stop()


def test_to_a_folder(release: CutRelease, output: Path, tmp_path: Path) -> None:
    target = tmp_path / "public"
    published = published_release(output, str(target))
    assert (published.version, published.put, published.kept) == ("2026.11.22", len(release.release.files), 0)
    there = contents(target)
    assert there.pop("index.json") == (output / "releases/index.json").read_bytes()
    assert there == {f"2026.11.22/{path}": content for path, content in contents(release.folder).items()}
    assert verify_release(str(target / "2026.11.22")).broken == ()
    again = published_release(output, str(target))
    assert (again.put, again.kept) == (0, len(release.release.files))


def test_to_s3(release: CutRelease, output: Path, bucket: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    published = published_release(output, "s3://open-data/newspapers")
    assert published.put == len(release.release.files)
    there = {each.key: each.get()["Body"].read() for each in bucket.objects.all()}
    index = parse_index(there.pop("newspapers/index.json"), "index.json")
    assert index.releases == (release.release,)
    assert there == {f"newspapers/2026.11.22/{path}": content for path, content in contents(release.folder).items()}
    second = cut(output, date(2026, 11, 23))
    assert published_release(output, "s3://open-data/newspapers").version == "2026.11.23"
    content = bucket.Object("newspapers/index.json").get()["Body"].read()
    assert parse_index(content, "index.json").releases == (second.release, release.release)
    assert published_release(output, "s3://open-data/newspapers", "2026.11.22").put == 0
    assert SECRET not in caplog.text
    assert all(SECRET.encode() not in content for content in there.values())


def test_files_first_the_sums_behind_them_the_index_last(
    release: CutRelease, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replace = Path.replace

    def noted(self: Path, target: Path) -> Path:
        order.append(target.relative_to(tmp_path / "public").as_posix())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    published_release(output, str(tmp_path / "public"))
    assert order[-2:] == ["2026.11.22/SHA256SUMS", "index.json"]
    assert len(order) == len(release.release.files) + 1


def test_what_was_cut_off_goes_on(
    release: CutRelease, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = 7
    copy = shutil.copyfile

    def failing(source: Path, target: Path) -> None:
        nonlocal left
        copy(source, target)
        left -= 1
        if not left:
            raise ConnectionError("the line is dead")

    target = tmp_path / "public"
    with monkeypatch.context() as broken_line:
        broken_line.setattr(shutil, "copyfile", failing)
        with pytest.raises(NotPublished, match="the line is dead"):
            published_release(output, str(target))
    assert not (target / "index.json").exists()
    assert not (target / "2026.11.22" / "SHA256SUMS").exists()
    published = published_release(output, str(target))
    assert published.kept == 6
    assert not [name for name in contents(target) if ".tmp-" in name]
    assert verify_release(str(target / "2026.11.22")).broken == ()


def test_nothing_is_overwritten(release: CutRelease, output: Path, tmp_path: Path) -> None:
    target = tmp_path / "public"
    (target / "2026.11.22").mkdir(parents=True)
    (target / "2026.11.22" / "quotes.parquet").write_bytes(b"mine")
    with pytest.raises(NotPublished, match=r"2026.11.22/quotes.parquet: is there with other bytes"):
        published_release(output, str(target))
    assert (target / "2026.11.22" / "quotes.parquet").read_bytes() == b"mine"
    assert not (target / "index.json").exists()


def test_another_release_of_the_version_stays(release: CutRelease, output: Path, tmp_path: Path) -> None:
    target = tmp_path / "public"
    published_release(output, str(target))
    other = release.release.model_copy(update={"rules_version": "other"})
    write_index(output, with_release(read_index(output), other))
    before = contents(target)
    with pytest.raises(NotPublished, match="another release of this version"):
        published_release(output, str(target))
    assert contents(target) == before


def test_a_withdrawn_release_is_withdrawn_there(release: CutRelease, output: Path, tmp_path: Path) -> None:
    target = tmp_path / "public"
    published_release(output, str(target))
    gone = release.release.model_copy(update={"withdrawn": Withdrawn(when=date(2026, 12, 1), why="asked for")})
    write_index(output, with_release(read_index(output), gone))
    with pytest.raises(NotPublished, match="was withdrawn"):
        published_release(output, str(target), "2026.11.22")
    cut(output, date(2026, 12, 2))
    assert published_release(output, str(target)).withdrawn == ("2026.11.22",)
    assert not list((target / "2026.11.22").iterdir())
    (target / "2026.11.22" / "quotes.parquet").write_bytes(b"what a call that was cut off had left")
    assert published_release(output, str(target)).withdrawn == ("2026.11.22",)
    assert not list((target / "2026.11.22").iterdir())
    assert published_release(output, str(target)).withdrawn == ()
    index = parse_index((target / "index.json").read_bytes(), "index.json")
    assert [(each.version, each.withdrawn is None) for each in index.releases] == [
        ("2026.12.02", True),
        ("2026.11.22", False),
    ]


def test_a_damaged_release_is_not_published(release: CutRelease, output: Path, tmp_path: Path) -> None:
    (release.folder / "LICENSE").chmod(0o644)
    (release.folder / "LICENSE").write_text("free for all")
    with pytest.raises(NotPublished, match=r"release 2026.11.22 is damaged: .*LICENSE"):
        published_release(output, str(tmp_path / "public"))
    assert not (tmp_path / "public").exists()


def test_without_a_release_there_is_nothing_to_publish(output: Path, tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="there is no release to publish"):
        published_release(output, str(tmp_path))


def test_wrong_calls(release: CutRelease, output: Path, tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match=r"there is no release 2026.01.01"):
        published_release(output, str(tmp_path), "2026.01.01")
    with pytest.raises(NotPublished, match="has credentials in it") as refused:
        published_release(output, f"s3://key:{SECRET}@open-data/newspapers")
    assert SECRET not in str(refused.value)
    with pytest.raises(NotPublished, match="nowhere://there"):
        published_release(output, "nowhere://there")


def test_a_release_that_shows_more_than_is_shared_is_refused(
    release: CutRelease, output: Path, raw: Path, tmp_path: Path
) -> None:
    target = tmp_path / "public"
    refusal = r"release 2026.11.22 shows more text of lake-weekly, river-daily than its newspaper.toml shares; .*"
    with pytest.raises(NotPublished, match=refusal + "--above-share lake-weekly --above-share river-daily"):
        publish_release(output, str(target))
    with pytest.raises(NotPublished, match=r"more text of river-daily than .*: --above-share river-daily$"):
        publish_release(output, str(target), above_share=["lake-weekly"])
    assert not target.exists()
    assert published_release(output, str(target)).version == "2026.11.22"


def test_what_is_shared_today_counts_too(output: Path, raw: Path, tmp_path: Path) -> None:
    cut(output, policy=Policy(text="excerpt", private_people="keep"))
    publish_release(output, str(tmp_path / "public"))
    toml = raw / "river-daily/newspaper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + 'share = "none"\n', encoding="utf-8")
    build(raw, output, hour=1)
    with pytest.raises(NotPublished, match="shows more text of river-daily than"):
        publish_release(output, str(tmp_path / "elsewhere"))


def test_a_storage_whose_library_is_missing_or_fails(
    release: CutRelease, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoCredentials(Exception):
        """Libraries of object storage have errors of their own."""

    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "gcsfs", None)
        with pytest.raises(NotPublished, match=r"\Ags://bucket/x: needs a library that is not installed .*\Z"):
            published_release(output, "gs://bucket/x")

    def fail(*_: object) -> None:
        raise NoCredentials("Unable to locate credentials\nTraceback …")

    monkeypatch.setattr("jiceng.release.publish._publish", fail)
    with pytest.raises(NotPublished, match=r"\Amemory://x: cannot be written \(Unable to locate credentials\); .*\Z"):
        published_release(output, "memory://x")
