"""What a release may show: its tables as the text profile, the protection of people and the suppression list allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from jiceng.release.contents import RELEASED
from jiceng.release.redaction.excerpts import Limits, newspapers_below, profile_schema, strictest_share, withhold_text
from jiceng.release.redaction.keyed import coded, define_codes
from jiceng.release.redaction.layers import Layers
from jiceng.release.redaction.names_to_hide import OPAQUE
from jiceng.release.redaction.pseudonyms import PeopleHidden
from jiceng.release.redaction.removal import remove_refused
from jiceng.release.redaction.suppression import Suppressed, SuppressedPage, SuppressedSpan
from schemas.newspaper import SharePolicy
from schemas.release import PrivatePeople, Redacted


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
    """Turns the released tables on a connection into those that may be shown, and says what it did."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, policy: Policy, spill: Path) -> None:
        """Take a connection with the released tables as views, which the redacted ones replace, and what to show.

        Rows on their way are written into `spill`, an empty folder that must stay as long as the tables are read.
        Raises WeakSecret.
        """
        self.policy = policy
        self._connection = connection
        layers = Layers(connection, spill)
        strictest = strictest_share(connection, layers["newspapers"])
        self.text: SharePolicy = policy.text or strictest
        self._above_share = tuple(newspapers_below(connection, layers["newspapers"], self.text))
        define_codes(connection, policy.secret)
        connection.execute(f"""
            CREATE MACRO proof(key, shown) AS
            CASE WHEN contains(key, '{OPAQUE}') THEN keyed('text', shown) ELSE sha256(shown) END
        """)
        suppressed = policy.suppressed
        self._whole = layers.names()
        remove_refused(layers, suppressed)
        private = policy.private_people == "pseudonymise"
        self.people: PeopleHidden | None = None
        if private or suppressed.names or suppressed.spans:
            self.people = PeopleHidden(layers, suppressed, private=private)
        withhold_text(layers, self.text, policy.limits)
        layers.publish()
        self.unmatched = tuple(self._unmatched(connection))
        """Entries of the suppression list that nothing matched."""

    @property
    def promises(self) -> tuple[str, ...]:
        """Promises that the redacted tables keep, as checks name them: the contract's and `rights`."""
        hidden = self._hides_pages
        if self.text == "full":
            return ("3", "4", "rights") if hidden else ("1", "2", "3", "4", "7", "ids", "counts", "rights")
        return ("4", "rights")

    @property
    def _hides_pages(self) -> bool:
        return self.people is not None and self.people.hidden.pages > 0

    def facts(self) -> Redacted:
        """Return what the release says of what it does not show."""
        hidden = self.people.hidden if self.people is not None else None
        limits = self.policy.limits if self.text == "excerpt" else None
        suppressed = self.policy.suppressed
        unmatched = set(self.unmatched)
        matched = [
            sum(str(entry) not in unmatched for entry in entries)
            for entries in (suppressed.names, suppressed.pages, suppressed.spans)
        ]
        return Redacted(
            head_characters=limits.head_characters if limits else None,
            quoted_share=limits.share if limits else None,
            above_share=self._above_share,
            hidden_people=hidden.people if hidden else 0,
            opaque_pages=hidden.pages if hidden else 0,
            names_that_are_words=hidden.words if hidden else 0,
            suppressed_names=matched[0],
            suppressed_pages=matched[1],
            suppressed_spans=matched[2],
            rehydratable=not self._hides_pages,
        )

    def shown_keys(self, table: str, keys: Sequence[str]) -> dict[str, str]:
        """Return key → how it is shown, of rows that may be in another release only: a code where it could tell a name.

        A key is the first of a row's key columns.
        """
        pages = {entry.page_id for entry in self.policy.suppressed.pages}
        refused = [key for key in keys if any(f"{page}/" in f"{key}/" for page in pages)]
        shown = {key: coded(self._connection, table, key) for key in refused}
        others = [key for key in keys if key not in shown]
        if self.people is None or table in ("newspapers", "rules"):
            return shown | {key: key for key in others}
        return shown | self.people.shown_keys(table, others)

    def _unmatched(self, connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
        suppressed = self.policy.suppressed
        found = self.people.found if self.people is not None else set()
        yield from (str(entry) for entry in suppressed.names if entry.name not in found)
        of_pages: list[SuppressedPage | SuppressedSpan] = [*suppressed.pages, *suppressed.spans]
        for entry in of_pages:
            page = {"page": entry.page_id}
            query = f"SELECT coalesce(length(raw_text), 0) FROM {self._whole['pages']} WHERE page_id = $page"
            found_lengths = [length for (length,) in connection.execute(query, page).fetchall()]
            if not found_lengths or (isinstance(entry, SuppressedSpan) and entry.start >= found_lengths[0]):
                yield str(entry)

    def schemas(self) -> dict[str, pa.Schema]:
        """Return table → the Arrow schema of the redacted table, fields with their descriptions."""
        return {table: profile_schema(table, self.text) for table in RELEASED}
