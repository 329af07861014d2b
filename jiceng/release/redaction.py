"""What a release may show: its tables as the text profile, the protection of people and the suppression list allow."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Self
from uuid import uuid4

import duckdb
import pyarrow as pa

from jiceng.release.contents import RELEASED
from jiceng.release.layers import Layers
from jiceng.release.profiles import Limits, profile_schema, strictest_share, withhold_text
from schemas.newspaper import SharePolicy


@dataclass(frozen=True, slots=True)
class Policy:
    """What a release is to show."""

    text: SharePolicy | None = None
    """None: the strictest `share` of the newspapers in it."""
    limits: Limits = field(default_factory=Limits)


class Redaction:
    """Turns the released tables on a connection into those that may be shown, and says what it did.

    A context: what it wrote to the disk on the way goes with it.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
        """Take a connection with the released tables as views, which the redacted ones replace, and what to show."""
        self.policy = policy
        self._spill = Path(gettempdir()) / f"jiceng-{uuid4().hex}"
        layers = Layers(connection, self._spill)
        self.text = policy.text or strictest_share(connection, layers["newspapers"])
        connection.execute("CREATE MACRO proof(key, shown) AS sha256(shown)")
        withhold_text(layers, self.text, policy.limits)
        layers.publish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._spill, ignore_errors=True)

    def schemas(self) -> dict[str, pa.Schema]:
        """Return table → the Arrow schema of the redacted table, fields with their descriptions."""
        return {table: profile_schema(table, self.text) for table in RELEASED}
