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
from jiceng.release.keyed import define_codes
from jiceng.release.layers import Layers
from jiceng.release.people_hidden import OPAQUE, PeopleHidden
from jiceng.release.profiles import Limits, profile_schema, strictest_share, withhold_text
from jiceng.release.suppression import Suppressed
from schemas.newspaper import SharePolicy
from schemas.release import PrivatePeople


@dataclass(frozen=True, slots=True)
class Policy:
    """What a release is to show."""

    text: SharePolicy | None = None
    """None: the strictest `share` of the newspapers in it."""
    private_people: PrivatePeople = "pseudonymise"
    suppressed: Suppressed = field(default_factory=Suppressed)
    secret: bytes | None = None
    """Key of the pseudonyms, at least 16 bytes; None: a fresh one that nobody keeps."""
    limits: Limits = field(default_factory=Limits)


class Redaction:
    """Turns the released tables on a connection into those that may be shown, and says what it did.

    A context: what it wrote to the disk on the way goes with it.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
        """Take a connection with the released tables as views, which the redacted ones replace, and what to show.

        Raises WeakSecret.
        """
        self.policy = policy
        self._spill = Path(gettempdir()) / f"jiceng-{uuid4().hex}"
        layers = Layers(connection, self._spill)
        self.text = policy.text or strictest_share(connection, layers["newspapers"])
        define_codes(connection, policy.secret)
        connection.execute(f"""
            CREATE MACRO proof(key, shown) AS
            CASE WHEN contains(key, '{OPAQUE}') THEN keyed('text', shown) ELSE sha256(shown) END
        """)
        self.people: PeopleHidden | None = None
        names = [entry.name for entry in policy.suppressed.names]
        if policy.private_people == "pseudonymise" or names:
            self.people = PeopleHidden(layers, private=policy.private_people == "pseudonymise", suppressed=names)
        withhold_text(layers, self.text, policy.limits)
        layers.publish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._spill, ignore_errors=True)

    def schemas(self) -> dict[str, pa.Schema]:
        """Return table → the Arrow schema of the redacted table, fields with their descriptions."""
        return {table: profile_schema(table, self.text) for table in RELEASED}
