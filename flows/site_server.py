"""A web server for one folder of files: loopback only, reads by ranges, nothing else."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
_NAMES = ("127.0.0.1", "localhost")
"""What a browser may call this server: a name that somebody made point here could read the dataset."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
_IMAGES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".bmp": "image/bmp"}
SCANS = "/scans/"
"""Below this path are the images of the folder of raw pages, and nothing else of it."""
_CHUNK = 2**20


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with a file below the server's folder, or a range of it."""

    protocol_version = "HTTP/1.1"
    server: "SiteServer"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: whoever looks at a dataset has no use for a log."""

    def _answer(self, with_body: bool) -> None:
        if self.headers.get("Host", "").rpartition(":")[0] not in _NAMES:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path = self.server.file_of(urlsplit(self.path).path)
        if path is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        with path.open("rb") as file:
            size = path.stat().st_size
            try:
                wanted = byte_range(self.headers.get("Range"), size)
            except ValueError:
                self._refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, [("Content-Range", f"bytes */{size}")])
                return
            start, end = wanted or (0, size)
            self.send_response(HTTPStatus.OK if wanted is None else HTTPStatus.PARTIAL_CONTENT)
            self.send_header("Content-Type", {**_TYPES, **_IMAGES}.get(path.suffix.lower(), "application/octet-stream"))
            self.send_header("Content-Length", str(end - start))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Last-Modified", formatdate(path.stat().st_mtime, usegmt=True))
            self.send_header("Cache-Control", "no-cache")
            self.send_header("X-Content-Type-Options", "nosniff")
            if wanted is not None:
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
            self.end_headers()
            if with_body:
                self._send(file, start, end)

    def _send(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        while start < end and (chunk := file.read(min(_CHUNK, end - start))):
            start += len(chunk)
            try:
                self.wfile.write(chunk)
            except ConnectionError:  # the reader has left the page
                self.close_connection = True
                return

    def _refuse(self, status: HTTPStatus, headers: list[tuple[str, str]] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        for name, value in headers or ():
            self.send_header(name, value)
        self.end_headers()


class SiteServer(ThreadingHTTPServer):
    """Serves a folder on this machine's loopback address, and the images of another below SCANS."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int = 0, scans: Path | None = None) -> None:
        """Listen on a port, a free one for 0; raises OSError where it is taken."""
        self.folder = folder.resolve()
        self.scans = scans.resolve() if scans is not None else None
        super().__init__((HOST, port), _Handler)

    def file_of(self, path: str) -> Path | None:
        """Return the file that the path of a URL names, None if there is none that may be served."""
        if self.scans is None or not path.startswith(SCANS):
            return file_below(self.folder, path)
        found = file_below(self.scans, path.removeprefix(SCANS))
        return found if found is not None and found.suffix.lower() in _IMAGES else None

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a browser has gone away in the middle; other faults are those of this program."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.server_address[1]}/"


@contextmanager
def serving(folder: Path, port: int = 0, scans: Path | None = None) -> Iterator[SiteServer]:
    """Serve a folder from a thread of its own for as long as a block lasts; raises OSError where the port is taken."""
    with SiteServer(folder, port, scans) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def file_below(folder: Path, path: str) -> Path | None:
    """Return the file that the path of a URL names, index.html for a folder; None if it is not below `folder`."""
    try:
        target = (folder / unquote(path, errors="strict").lstrip("/")).resolve()
        if target.is_dir():
            target /= "index.html"
        return target if target.is_relative_to(folder) and target.is_file() else None
    except (OSError, ValueError):
        return None


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the half-open range of bytes that a header asks for; None where the whole file is to be sent.

    Several ranges are answered with the whole. Raises ValueError for a range that begins after the end.
    """
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", header or "")
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if start >= size or start >= end:
        raise ValueError(f"bytes {start} to {end} of {size}")
    return start, end
