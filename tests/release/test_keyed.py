import hmac
from hashlib import sha256

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.release.redaction.keyed import WeakSecret, define_codes


@settings(deadline=None)
@given(
    st.binary(min_size=16, max_size=100), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=90)
)
def test_the_code_is_an_hmac(secret: bytes, value: str) -> None:
    with duckdb.connect() as connection:
        define_codes(connection, secret)
        (found,) = connection.execute("SELECT keyed('page', $v), code('page', $v)", {"v": value}).fetchall()
    digest = hmac.new(secret, f"page:{value}".encode(), sha256).hexdigest()
    assert found == (digest, digest[:16])


def test_without_a_secret_the_codes_of_two_releases_differ() -> None:
    codes = set()
    for _ in range(2):
        with duckdb.connect() as connection:
            define_codes(connection, None)
            codes.add(connection.execute("SELECT code('page', 'a')").fetchone())
    assert len(codes) == 2


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    with duckdb.connect() as connection, pytest.raises(WeakSecret, match="has 5 bytes; take at least 16"):
        define_codes(connection, b"12345")
