"""A release at an http(s) address, fetched: only what its SHA256SUMS lists, within limits of size and time."""

import re
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from time import monotonic
from typing import cast
from urllib.parse import quote, urlsplit

from jiceng.release.folders import SUMS
from jiceng.release.index import NoRelease
from jiceng.release.local import CHUNK, Limits, UnsafeRelease, read_sums, reason_of, require_facts, require_size

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Reached without a proxy."""
_SILENT_SECONDS = 60.0
"""How long a server may say nothing."""


class _Fetching:
    """The files of one address, and how much of them may still come."""

    def __init__(self, address: str, limits: Limits) -> None:
        self.address, self.limits = _checked(address), limits
        direct = [urllib.request.ProxyHandler({})] if urlsplit(self.address).hostname in _LOOPBACK else []
        self._opener = urllib.request.build_opener(*direct)
        self.bytes, self.until = 0, monotonic() + limits.seconds

    def fetch(self, path: str, folder: Path) -> bool:
        """Fetch a file of the release; return whether it is there. Raises NoRelease and UnsafeRelease."""
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            request = urllib.request.Request(f"{self.address}/{quote(path)}")
            with self._opener.open(request, timeout=_SILENT_SECONDS) as source, target.open("xb") as file:
                size = 0
                while chunk := cast("HTTPResponse", source).read1(CHUNK):
                    size += len(chunk)
                    self._count(path, len(chunk), size)
                    file.write(chunk)
                if source.length:  # the connection ended before
                    raise UnsafeRelease(path, f"was cut off: {source.length:,} bytes are missing")
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return False
            raise NoRelease(f"{self.address}/{path}: cannot be fetched ({error.code} {reason_of(error)})") from None
        except (OSError, HTTPException, ValueError) as error:
            raise NoRelease(f"{self.address}/{path}: cannot be fetched ({reason_of(error)})") from None
        return True

    def _count(self, path: str, more: int, size: int) -> None:
        self.bytes += more
        require_size(path, size, self.limits)
        if self.bytes > self.limits.bytes:
            raise UnsafeRelease(path, f"is too much: at most {self.limits.bytes:,} bytes are fetched")
        if monotonic() > self.until:
            raise NoRelease(f"{self.address}: is not fetched within {self.limits.seconds:g} seconds")


def _checked(address: str) -> str:
    """Return an address in ASCII, without a slash at its end; raises NoRelease, which never repeats credentials."""
    shown = re.sub(r"//[^/]*@", "//", address.partition("?")[0].partition("#")[0])
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError:
        raise NoRelease(f"{shown}: is no address; give the folder, archive or http(s) address of a release") from None
    if parts.scheme not in ("http", "https") or not host:
        raise NoRelease(f"{shown}: is no address; give the folder, archive or http(s) address of a release")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise NoRelease(f"{shown}: is fetched without credentials and without what follows ? or #; leave them out")
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{quote(parts.path.rstrip('/'), safe='/%')}"


def fetch_release(address: str, folder: Path, limits: Limits) -> None:
    """Fetch a release into an empty folder; files that are listed and not there are left out. Raises NoRelease."""
    fetching = _Fetching(address, limits)
    if not fetching.fetch(SUMS, folder):
        raise NoRelease(f"{fetching.address}: holds no release ({SUMS} is not there)")
    sums = read_sums(folder, limits)
    require_facts(fetching.address, sums)
    for path in sums:
        fetching.fetch(path, folder)
