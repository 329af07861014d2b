"""Any bytes as the archive of a release."""

import io
import zipfile
from hashlib import sha256

from jiceng.release.local import local_release, read_sums
from jiceng.release.verify import verify_release
from tests.fuzzing.allowed import refusals, require_sentence
from tests.fuzzing.target import Target, place

_WORDS = (
    *(b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"../", b"/", b"\\", b"SHA256SUMS"),
    *(b"\xff\xff\xff\xff", b"\x00\x00", b"\x01\x00", b"\x08\x00", b"\x0c\x00", b"\x0e\x00", b"\x63\x00", b"1/"),
    *(b"up\x0a\x00\x01", b"release.json", b"\x01\x00\x10\x00"),
)


def run(data: bytes) -> None:
    """Unpack the input and verify what comes out."""
    path = place() / "release.zip"
    path.write_bytes(data)
    with refusals(), local_release(str(path)) as folder:
        there = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
        assert there <= {*read_sums(folder), "SHA256SUMS"}
    with refusals():
        for broken in verify_release(str(path)).broken:
            require_sentence(str(broken))


def seeds() -> list[bytes]:
    """Return archives whose files are stored, deflated, or packed otherwise."""
    return [_packed(kind) for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)]


def _packed(kind: int) -> bytes:
    files = {"release.json": b"{}", "README.md": b"---\n" * 20}
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind) as archive:
        for name, content in {**files, "SHA256SUMS": sums.encode()}.items():
            archive.writestr(zipfile.ZipInfo(f"1/{name}"), content, kind)
    return written.getvalue()


TARGET = Target("release-zips", run, seeds, _WORDS)
