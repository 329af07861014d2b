"""Codes that only who has the key can tell: HMAC-SHA256, computed by DuckDB."""

import secrets
from hashlib import sha256

import duckdb

_BLOCK = 64
"""Bytes of SHA-256's block (RFC 2104)."""
LEAST_BYTES = 16
CODE_DIGITS = 16


class WeakSecret(Exception):
    """The key of the pseudonyms could be guessed."""


def define_codes(connection: duckdb.DuckDBPyConnection, secret: bytes | None) -> None:
    """Define the macros `keyed` (kind, value), 64 hexadecimal digits, and `code`, the first 16 of them.

    Without a secret a fresh one is taken, which nobody keeps: the codes of two releases then have nothing in common.
    Raises WeakSecret for one of fewer than 16 bytes.
    """
    if secret is not None and len(secret) < LEAST_BYTES:
        raise WeakSecret(f"the pseudonyms' secret has {len(secret)} bytes; take at least {LEAST_BYTES}, at random")
    key = secret if secret is not None else secrets.token_bytes(_BLOCK)
    connection.execute("SET VARIABLE inner_key = $key", {"key": _padded(key, 0x36)})
    connection.execute("SET VARIABLE outer_key = $key", {"key": _padded(key, 0x5C)})
    connection.execute("""
        CREATE MACRO keyed(kind, value) AS sha256(
            getvariable('outer_key') || unhex(sha256(getvariable('inner_key') || encode(kind || ':' || value)))
        )
    """)
    connection.execute(f"CREATE MACRO code(kind, value) AS substring(keyed(kind, value), 1, {CODE_DIGITS})")


def _padded(key: bytes, pad: int) -> bytes:
    if len(key) > _BLOCK:
        key = sha256(key).digest()
    return bytes(byte ^ pad for byte in key.ljust(_BLOCK, b"\0"))


def coded(connection: duckdb.DuckDBPyConnection, table: str, key: str) -> str:
    """Return a code for a key that may not be shown."""
    ((code,),) = connection.execute("SELECT code($table, $key)", {"table": table, "key": key}).fetchall()
    return f"~{code}"
