"""Releases that others damaged or made to hurt: one sentence each, nothing read outside of them, nothing unbounded."""

import json
import os
import random
import socket
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from jiceng.release.archive import zip_release
from jiceng.release.cut import CutRelease
from jiceng.release.index import NoRelease
from jiceng.release.local import LIMITS, Limits, local_release, read_sums
from jiceng.release.release_files import sums_text
from jiceng.release.verify import verify_release
from jiceng.storage import sha256_of
from schemas import ReleaseFile
from tests.release.sample import copied
from tests.release.served import served


@pytest.fixture
def folder(released: CutRelease, tmp_path: Path) -> Path:
    return copied(released, tmp_path / released.folder.name)


def said_of(address: Path | str, limits: Limits = LIMITS) -> str:
    """Return the one sentence that a release is refused with."""
    try:
        said = str(verify_release(str(address), limits).broken[0])
    except NoRelease as error:
        said = str(error)
    assert "\n" not in said
    return said


def resum(folder: Path) -> None:
    """Let SHA256SUMS agree with the files."""
    files = [ReleaseFile(path=path, bytes=0, sha256=sha256_of(folder / path)) for path in read_sums(folder)]
    (folder / "SHA256SUMS").write_text(sums_text(files), encoding="utf-8")


DESCRIPTORS = [
    *("{}", "[]", "null", '"x"', "[" * 100_000, '{"resources": ' * 5_000, '{"resources": [1]}', '{"resources": null}'),
    *(
        '{"version": 1, "resources": []}',
        '{"version": "2026.11.22", "resources": [{"path": ["x"]}]}',
        "\ufeff{}",
        "1e999",
    ),
    *("{" + '"a":1,' * 10, "NaN", '{"distribution": [{}], "recordSet": {}, "version": "x"}', "\x00", "9" * 10_000),
]


@pytest.mark.parametrize("name", ["datapackage.json", "croissant.json", "release.json"])
def test_malformed_descriptors_are_a_sentence(folder: Path, name: str) -> None:
    for content in (*(text.encode() for text in DESCRIPTORS), b"\xff\xfe", b""):
        (folder / name).write_bytes(content)
        resum(folder)
        assert name in said_of(folder)


def test_a_descriptor_with_a_part_left_out_is_a_sentence(folder: Path) -> None:
    for name in ("datapackage.json", "croissant.json"):
        whole = (folder / name).read_bytes()
        for damaged in _without_a_part(json.loads(whole)):
            (folder / name).write_text(json.dumps(damaged), encoding="utf-8")
            resum(folder)
            assert name in said_of(folder)
        (folder / name).write_bytes(whole)


def _without_a_part(document: dict[str, object]) -> Iterator[dict[str, object]]:
    for key in ("resources", "distribution", "recordSet", "version"):
        if key in document:
            yield {name: value for name, value in document.items() if name != key}
            value = document[key]
            if isinstance(value, list):
                yield {**document, key: value[:-1]}
                yield {**document, key: [{}, *value[1:]]}


@pytest.mark.parametrize(
    "sums",
    [
        *(b"\xff\n", b"x\n", b"0" * 64 + b"  \n", b"0" * 64 + b"  a\x00b\n", b"0" * 64 + b"  a//b\n"),
        *(
            b"0" * 64 + b"  " + path + b"\n"
            for path in (b"/etc/passwd", b"../x", b"a/../../x", b"./x", b"a\\x", b"a/" * 9 + b"x")
        ),
        *(b"0" * 64 + b"  " + b"n" * 256 + b"\n", (b"0" * 64 + b"  x\n") * 2, b"0" * 64 + b"  \x1b[2J\n"),
    ],
)
def test_malformed_sums_are_a_sentence(folder: Path, sums: bytes) -> None:
    (folder / "SHA256SUMS").write_bytes(sums)
    assert "promise files,  SHA256SUMS" in said_of(folder)


def _link_to_itself(folder: Path) -> None:
    (folder / "again").symlink_to(folder)


def _link_out(folder: Path) -> None:
    copy = folder.parent / "LICENSE"
    (folder / "LICENSE").rename(copy)
    (folder / "LICENSE").symlink_to(copy)


def _socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)
        listening.bind("socket")
        os.chdir(here)


def _pipe_for(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return make


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_link_to_itself, "again: is a symbolic link; a release has regular files alone"),
        (_link_out, "LICENSE: is a symbolic link"),
        (lambda folder: (folder / "dead").symlink_to("nowhere"), "dead: is a symbolic link"),
        (_pipe_for("SHA256SUMS"), "SHA256SUMS: is a named pipe"),
        (_pipe_for("release.json"), "release.json: is a named pipe"),
        (_pipe_for("quotes.parquet"), "quotes.parquet: is a named pipe"),
        (_pipe_for("more"), "more: is a named pipe"),
        (_socket, "socket: is a socket"),
        (lambda folder: (folder / "more").mkdir(), "more/: is not in SHA256SUMS"),
        (lambda folder: (folder / "a/b/c/d/e/f/g/h/i").mkdir(parents=True), "a/b/c/d/e/f/g/h/i/: lies too deep"),
        (lambda folder: os.truncate(folder / "README.md", 10**9), "README.md: has 1,000,000,000 bytes"),
        (lambda folder: os.truncate(folder / "quotes.parquet", 10**12), "quotes.parquet: has 1,000,000,000,000 bytes"),
        (lambda folder: (folder / os.fsdecode(b"\xe9.txt")).write_text("x"), r"\udce9.txt: is not in SHA256SUMS"),
    ],
)
def test_what_no_release_has_is_refused_unopened(folder: Path, damage: Callable[[Path], None], said: str) -> None:
    damage(folder)
    assert said in said_of(folder)


def test_number_and_size_are_limited(folder: Path) -> None:
    assert "is one too many" in said_of(folder, replace(LIMITS, files=5))
    assert "at most 1,000 are read" in said_of(folder, replace(LIMITS, bytes=1_000))
    assert "is not proved: that takes more than 0 seconds" in said_of(folder, replace(LIMITS, seconds=0))


def test_a_table_is_not_read_past_its_limits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiceng.release.verify._PAGE_BYTES", 10)
    assert "has a raw text of" in said_of(folder)
    monkeypatch.setattr("jiceng.release.verify._GROUP_BYTES", 10)
    assert "has a row group of" in said_of(folder)


def archive(folder: Path, change: Callable[[zipfile.ZipFile], object] | None = None) -> Path:
    path = zip_release(folder, folder.parent)
    if change is not None:
        with zipfile.ZipFile(path, "a") as opened:
            change(opened)
    return path


def _bomb(opened: zipfile.ZipFile) -> None:
    opened.writestr("2026.11.22/zeros.parquet", bytes(50_000_000), zipfile.ZIP_DEFLATED)


def _link(opened: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("2026.11.22/link")
    entry.external_attr = 0o120777 << 16
    opened.writestr(entry, "/etc/passwd")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_bomb, "zeros.parquet: would grow from"),
        (_link, "link: is a symbolic link"),
        (lambda opened: opened.writestr("2026.11.22/more.txt", "x"), "more.txt: is not in SHA256SUMS"),
        (lambda opened: opened.writestr("../more.txt", "x"), "more.txt"),
        (lambda opened: opened.writestr("/tmp/more.txt", "x"), "more.txt"),
        (lambda opened: opened.writestr("a/b/c/SHA256SUMS", "x"), "is not in SHA256SUMS"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_is_unpacked_only_as_far_as_it_is_listed(
    folder: Path, change: Callable[[zipfile.ZipFile], object], said: str
) -> None:
    assert said in said_of(archive(folder, change))
    assert not (folder.parent / "more.txt").exists()
    assert not Path("/tmp/more.txt").exists()


ODD_NAMES = [
    *("a\nb", "a\tb", "\x1b[2J", "a\x7f", "a\x85b", "a\u2028b", "\u202egpj.exe", "a\u200bb", "\ufeffLICENSE"),
    *(
        "/LICENSE",
        "//LICENSE",
        "a//b",
        "./b",
        "../b",
        "a/../b",
        "a/./b",
        "..",
        "...",
        "a\\b",
        "C:b",
        "c:/b",
        "\\\\h\\b",
    ),
    *(
        "b.",
        "b ",
        " b",
        "a./b",
        "a /b",
        "con",
        "NUL.txt",
        "a/COM1",
        "café",
        "cafe\u0301",
        "\u212aelvin",
        "n" * 256,
        "b*",
        "NUL/",
    ),
]


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_no_release_has_is_one_line_and_nothing_is_unpacked(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  release.json\n{'0' * 64}  {name}\n", encoding="utf-8")
    if not name.endswith("/"):
        assert "promise files,  SHA256SUMS, line" in said_of(folder)
    path = folder.parent / "odd.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.write(folder / "release.json", "release.json")
        opened.write(folder / "SHA256SUMS", "SHA256SUMS")
        opened.writestr(name, "x")
    monkeypatch.setattr("jiceng.release.unpack._unpack", lambda *_: pytest.fail("unpacked"))
    said = said_of(path)
    assert said.isprintable()
    assert "is no name of a release's" in said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("license",), "license: is there beside LICENSE"),
        (("Sha256Sums",), "is there beside"),
        (("LICENSE/more",), "LICENSE/more: is there beside LICENSE"),
        (("a/b", "A/c"), "A/c: is there beside a"),
    ],
)
def test_names_that_some_systems_take_for_the_same_are_refused(folder: Path, names: tuple[str, ...], said: str) -> None:
    path = archive(folder, lambda opened: [opened.writestr(f"2026.11.22/{name}", "x") for name in names])
    assert said in said_of(path)
    lines = [f"{'0' * 64}  {name}\n" for name in ("release.json", "LICENSE", *names)]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    assert "which some systems take for the same" in said_of(folder)


@pytest.mark.parametrize("top", ["/", "/2026.11.22/", "../", "a/../", "a\\b/", "\n/", "\u202e/", "C:/", "//"])
def test_the_folder_in_an_archive_has_a_plain_name(folder: Path, top: str) -> None:
    path = folder.parent / "odd.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for file in folder.iterdir():
            opened.write(file, f"{top}{file.name}")
            opened.infolist()[-1].filename = f"{top}{file.name}"
    said = said_of(path)
    assert said.isprintable()
    assert "is no name of a release's" in said


@pytest.mark.parametrize("top", ["", "2026.11.22/", "发布 (1)/x/"])
def test_an_archive_that_people_packed_anew_is_read(folder: Path, top: str) -> None:
    path = folder.parent / "anew.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for depth in range(1, top.count("/") + 1):
            opened.writestr("/".join(top.split("/")[:depth]) + "/", "")
        for file in folder.iterdir():
            opened.write(file, f"{top}{file.name}")
    assert verify_release(str(path)).broken == ()


def test_a_file_without_a_name_is_refused(folder: Path) -> None:
    def nameless(opened: zipfile.ZipFile) -> None:
        opened.writestr("2026.11.22/x", "x")
        opened.infolist()[-1].filename = ""

    path = archive(folder, nameless)
    assert "is no name of a release's file" in said_of(path)


def test_files_that_lie_over_each_other_are_refused(folder: Path) -> None:
    path = archive(folder)
    changed = bytearray(path.read_bytes())
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        packed, size = struct.unpack_from("<II", changed, at + 20)
        struct.pack_into("<II", changed, at + 20, packed + 100_000, size + 100_000)
        at = changed.find(b"PK\x01\x02", at + 4)
    path.write_bytes(changed)
    assert "has files that lie over each other" in said_of(path)


def test_a_name_that_is_cut_at_a_null_byte_is_refused(folder: Path) -> None:
    path = archive(folder)
    path.write_bytes(path.read_bytes().replace(b"2026.11.22/README.md", b"2026.11.22/LICENSE\0x"))
    assert "LICENSE\\x00x: is no name of a release's file" in said_of(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(folder: Path) -> None:
    path = archive(folder, lambda opened: opened.writestr("2026.11.22/LICENSE", "x"))
    assert "LICENSE: is there more than once" in said_of(path)


def test_damaged_and_encrypted_archives_are_a_sentence(folder: Path) -> None:
    path = archive(folder)
    whole = path.read_bytes()
    encrypted = bytearray(whole)
    at = 0
    while (at := whole.find(b"PK\x01\x02", at)) >= 0:
        encrypted[at + 8] |= 1
        at += 4
    damaged = [bytes(encrypted), whole[: len(whole) // 2], whole[100:], b"", b"PK", b"\x00" * 100]
    chance = random.Random(20)
    for _ in range(60):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        damaged.append(bytes(flipped))
    for content in damaged:
        path.write_bytes(content)
        with suppress(NoRelease), local_release(str(path)) as unpacked:
            assert (unpacked / "SHA256SUMS").is_file()


def test_where_no_release_can_be(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for address in (tmp_path / "pipe", "/dev/null", "a\x00b", "n" * 5000, "", "http://", "http://[::1", "https://a:b/"):
        assert said_of(address)
    for address in ("ftp://example.org/x", "file:///etc", "http://example.org:99999/", "http://\udce9/", "x://\x00"):
        assert "is no address" in said_of(address)


def test_credentials_are_neither_sent_nor_said() -> None:
    for address in (
        "http://me:secret@example.org/r",
        "https://secret@example.org/r",
        "http://h/r?key=secret",
        "ftp://a:secret@h/",
    ):
        assert "secret" not in said_of(address)


def test_names_of_an_address_may_be_of_any_script(folder: Path) -> None:
    place = folder.rename(folder.parent / "发布 1%")
    with served(place.parent) as server:
        assert verify_release(f"{server.address}/发布 1%25").broken == ()


ANSWERS = [
    *(b"", b"no http\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", b"HTTP/1.1 500 no\r\n\r\n"),
    *(b"HTTP/1.1 302 x\r\nLocation: file:///etc/passwd\r\n\r\n", b"HTTP/1.1 302 x\r\nLocation: http://[\r\n\r\n"),
    *(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    ),
    *(
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000,
    ),
    *(b"HTTP/1.1 401 x\r\nWWW-Authenticate: Basic\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n\xff\xfe"),
]


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Give the address of a server that answers one request with some bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_that_are_none_are_a_sentence(answer: bytes) -> None:
    with answering(answer) as address:
        assert said_of(f"{address}/release")


def test_what_is_fetched_is_limited(folder: Path) -> None:
    with served(folder.parent) as server:
        address = f"{server.address}/{folder.name}"
        assert "at most 10,000 bytes are fetched" in said_of(address, replace(LIMITS, bytes=10_000))
        assert "is not fetched within 0 seconds" in said_of(address, replace(LIMITS, seconds=0))
        assert "lists more than 3 files" in said_of(address, replace(LIMITS, files=3))
