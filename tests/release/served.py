"""A folder served over plain HTTP with range requests, which counts the bytes that it sends."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote


class Served(ThreadingHTTPServer):
    """The server, its address, and what it has sent."""

    daemon_threads = True
    bytes_sent = 0

    def handle_error(self, *_: object) -> None:
        """Say nothing of readers that hang up."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Files(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Served

    def __init__(self, folder: Path, *arguments: object) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, with_body: bool) -> None:
        path = self.folder / unquote(self.path).lstrip("/")
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        start, end = 0, len(content)
        if asked and asked[1]:
            start, end = int(asked[1]), min(int(asked[2] or len(content)) + 1, len(content))
        elif asked and asked[2]:
            start = max(0, len(content) - int(asked[2]))
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(content)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(end - start))
        self.end_headers()
        if with_body:
            self.server.bytes_sent += end - start
            with suppress(ConnectionError):  # a reader may hang up when it has what it wants
                self.wfile.write(content[start:end])

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    server = Served(("127.0.0.1", 0), partial(_Files, folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
