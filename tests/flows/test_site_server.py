import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from flows.site_server import byte_range, file_below, serving


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("served")
    (place / "secret.txt").write_text("secret")
    folder = place / "site"
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (folder / "data" / "page.parquet").write_bytes(bytes(range(100)))
    (folder / "link.txt").symlink_to(place / "secret.txt")
    with serving(folder) as server:
        yield server.address


def answer(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(address)
    assert parts.hostname == "127.0.0.1"
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def test_files_are_served_with_their_types(address: str) -> None:
    status, headers, body = answer(address, "/")
    assert (status, headers["Content-Type"], body) == (200, "text/html; charset=utf-8", b"<!doctype html>")
    status, headers, body = answer(address, "/data/page.parquet?now", "HEAD")
    assert (status, headers["Content-Length"], headers["Accept-Ranges"], body) == (200, "100", "bytes", b"")


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        ("bytes=10-19", 206, bytes(range(10, 20))),
        ("bytes=90-", 206, bytes(range(90, 100))),
        ("bytes=-8", 206, bytes(range(92, 100))),
        ("bytes=95-500", 206, bytes(range(95, 100))),
        ("bytes=0-1,5-6", 200, bytes(range(100))),
        ("bytes=100-", 416, b""),
    ],
)
def test_ranges(address: str, asked: str, status: int, content: bytes) -> None:
    found, headers, body = answer(address, "/data/page.parquet", Range=asked)
    assert (found, body) == (status, content)
    if status == 206:
        assert headers["Content-Range"].endswith("/100")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/link.txt", "/data", "/missing", "/%00", "//etc/passwd", "/%ff"]
)
def test_nothing_outside_the_folder_is_served(address: str, path: str) -> None:
    assert answer(address, path)[0] == 404


def test_another_name_for_this_machine_is_refused(address: str) -> None:
    port = urlsplit(address).port
    assert answer(address, "/", Host=f"evil.example:{port}")[0] == 421
    assert answer(address, "/", Host=f"localhost:{port}")[0] == 200


def test_functions() -> None:
    assert byte_range(None, 10) is None
    assert byte_range("bytes=-", 10) is None
    assert byte_range("bytes=-20", 10) == (0, 10)
    with pytest.raises(ValueError, match="of 0"):
        byte_range("bytes=0-", 0)
    assert file_below(Path("/nowhere/at/all"), "/x") is None


def test_of_another_folder_images_alone_are_served(tmp_path: Path) -> None:
    (tmp_path / "raw" / "daily" / "2026-01-03").mkdir(parents=True)
    (tmp_path / "site").mkdir()
    page = tmp_path / "raw" / "daily" / "2026-01-03" / "第1版 a#b.jpg"
    page.write_bytes(b"a scan")
    page.with_suffix(".txt").write_text("text", encoding="utf-8")
    (tmp_path / "raw" / "link.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "secret.png").write_bytes(b"secret")
    with serving(tmp_path / "site", scans=tmp_path / "raw") as server:
        asked = quote("/scans/daily/2026-01-03/第1版 a#b")
        status, headers, body = answer(server.address, f"{asked}.jpg")
        assert (status, headers["Content-Type"], body) == (200, "image/jpeg", b"a scan")
        for path in (f"{asked}.txt", "/scans/link.png", "/scans/../secret.png", "/scans/", "/scans/daily"):
            assert answer(server.address, path)[0] == 404, path
    with serving(tmp_path / "site") as server:
        assert answer(server.address, f"{asked}.jpg")[0] == 404
