"""The secret that pseudonyms are made from: a file beside the releases, and in none of them."""

from contextlib import suppress
from pathlib import Path
from secrets import token_bytes

from jiceng.release.folders import releases_folder
from jiceng.release.redaction.keyed import LEAST_BYTES, WeakSecret
from jiceng.storage import kind_of, replace_file

SECRET = ".secret"
_BYTES = 32
_LEAST_DISTINCT = 8
"""Bytes that differ in a random secret at least; a file that a crash has filled with zeros has one."""
_MODE = 0o600
_REMEDY = "put it back from a backup, or remove it: the pseudonyms of later releases are then others"


def kept_secret(output: Path) -> bytes:
    """Return the secret of an output folder, made at the first call; only its owner may read it.

    Raises WeakSecret, whose message says what to do, if the file is not what was written, and OSError.
    """
    path = releases_folder(output) / SECRET
    if kind_of(path) is None:
        replace_file(path, token_bytes(_BYTES), _MODE)
    if not path.is_file():
        raise WeakSecret(f"{path}: is {kind_of(path)}, not the pseudonyms' secret; {_REMEDY}")
    secret = path.read_bytes()
    if len(secret) < LEAST_BYTES:
        raise WeakSecret(f"{path}: has {len(secret)} bytes and can be guessed (was the disk full?); {_REMEDY}")
    if len(set(secret)) < _LEAST_DISTINCT:
        raise WeakSecret(f"{path}: is not random and can be guessed (did the machine crash?); {_REMEDY}")
    with suppress(OSError):
        path.chmod(_MODE)
    return secret
