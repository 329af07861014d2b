"""What changed from one release to another: rows added, removed, changed and moved, which columns, and why.

Rows are matched by key, then by what they say apart from where they are printed: a row whose offsets alone changed has
*moved*, also where its key has offsets in it. Keys that are pseudonyms of one release have no match in another; such
rows are counted and not compared.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.load_sql import identifier, literal
from jiceng.escapes import first_line, one_line
from jiceng.release.contents import RELEASED
from jiceng.release.damage import as_damage
from jiceng.release.folders import FACTS
from jiceng.release.index import NoRelease
from jiceng.release.redaction.names_to_hide import OPAQUE
from jiceng.release.verify import table_files
from jiceng.steps import tracked
from schemas import ENTITY_TABLES, Change, ReleaseFacts, arrow_schema

CHANGES_SCHEMA = arrow_schema(Change)
"""Columns of changes.parquet and of `jiceng diff`."""

_CODE = "[#~][0-9a-f]{16}"
"""A pseudonym or a code in a key."""
_IN_KEYS = "/([aqm])[0-9]+(-[0-9]+)?(-(?:person|organization|community|initiative))?"
"""The part of a key that says where its row is printed."""
_PLACES = {
    "pages": ("furniture_spans",),
    "breaks": ("raw_offset",),
    "articles": ("raw_spans", "normalised", "keyword_places"),
    "quotes": ("raw_spans", "text_start", "text_end"),
    "mentions": ("raw_spans", "text_start", "text_end"),
    "initiatives": ("description_start", "description_end", "component_places"),
}
"""Columns that say only where something is printed."""
_WITHOUT_PLACES = {
    "titles": "list_transform(titles, lambda t: {'role': t.role, 'text': t.text})",
    "paragraphs": "list_transform(paragraphs, lambda p: p.role)",
}
"""Columns that say what something is and where it is printed; SQL for what it is."""
_PAGE_OF = "regexp_extract({0}, '^[^/]+/[^/]+/[^/]+')"
_PAGE = {
    "pages": "page_id",
    "breaks": "page_id",
    "articles": "page_id",
    "quotes": _PAGE_OF.format("article_id"),
    "mentions": _PAGE_OF.format("article_id"),
    "offices": _PAGE_OF.format("article_id"),
}
"""SQL for the page that a row was read from, where it is one."""


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Rows of a table whose keys are pseudonyms of one release."""

    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Side:
    """A release to compare: what it says of itself, and its tables' files."""

    facts: ReleaseFacts
    files: Mapping[str, list[Path]]


def side_of(folder: Path) -> Side:
    """Return a release's folder as a side of a comparison; raises NoRelease."""
    try:
        facts = ReleaseFacts.model_validate_json((folder / FACTS).read_bytes())
        return Side(facts, table_files(folder))
    except (OSError, ValueError) as error:
        raise NoRelease(f"{folder}: holds no release ({one_line(first_line(error))}); run `jiceng verify`") from None


class ReleaseDiff:
    """A comparison on a connection of its own, which has the table `changes` (CHANGES_SCHEMA)."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
        self.connection = connection
        self.old, self.new = old, new
        self.not_compared: dict[str, NotCompared] = {}
        _create_sides(connection, old, new)
        connection.register("no_changes", CHANGES_SCHEMA.empty_table())
        connection.execute("CREATE TABLE changes AS FROM no_changes")
        connection.unregister("no_changes")
        self._say_why_of_pages()
        for table in tracked(RELEASED, "tables"):
            if old.files.get(table) and new.files.get(table):
                self._compare(table)

    @property
    def has_new_rules(self) -> bool:
        """Whether other rules, schemas or libraries read the pages."""
        old, new = self.old.facts, self.new.facts
        versions = [(facts.rules_version, facts.schema_version, facts.input.libraries) for facts in (old, new)]
        return versions[0] != versions[1]

    def rows(self, table: str | None = None) -> pa.Table:
        """Return the changes, of one table or of all, in the order of tables and keys."""
        order = ", ".join(literal(name) for name in RELEASED)
        condition = f'WHERE "table" = {literal(table)}' if table else ""
        query = f'FROM changes {condition} ORDER BY list_position([{order}], "table"), key, change'
        return self.connection.sql(query).to_arrow_table().cast(CHANGES_SCHEMA)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return table → kind of change → rows, for tables that changed."""
        found: dict[str, dict[str, int]] = {}
        query = 'SELECT "table", change, count(*) FROM changes GROUP BY ALL ORDER BY ALL'
        for table, change, rows in self.connection.execute(query).fetchall():
            found.setdefault(table, {})[change] = rows
        return {table: found[table] for table in RELEASED if table in found}

    def reasons(self) -> dict[str, int]:
        """Return reason → rows that changed for it; a row may have several."""
        query = "SELECT reason, count(*) FROM (SELECT unnest(why) AS reason FROM changes) GROUP BY reason ORDER BY ALL"
        return dict(self.connection.execute(query).fetchall())

    def _say_why_of_pages(self) -> None:
        self.connection.execute("""
            CREATE TABLE page_reason AS
            SELECT coalesce(o.page_id, n.page_id) AS page_id, CASE
                WHEN o.page_id IS NULL THEN 'new pages'
                WHEN n.page_id IS NULL THEN 'removed pages'
                ELSE 'changed pages' END AS reason
            FROM old.pages AS o FULL JOIN new.pages AS n USING (page_id)
            WHERE o.source_sha256 IS DISTINCT FROM n.source_sha256
        """)

    def _compare(self, table: str) -> None:
        """Add the changes of one table."""
        columns = self._common_columns(table)
        self._make_rows(table, columns)
        self.connection.execute(_MATCHED)
        differing = ", ".join(
            f"CASE WHEN o.{column} IS DISTINCT FROM n.{column} THEN {literal(name)} END"
            for name, column in ((name, identifier(name)) for name in columns)
        )
        sources = self._source(table, "o"), self._source(table, "n")
        self.connection.execute(f"""
            INSERT INTO changes
            SELECT {literal(table)}, change, coalesce(matched.key, key_before),
                CASE WHEN matched.key <> key_before THEN key_before END,
                CASE WHEN change IN ('changed', 'moved') THEN list_filter([{differing}], lambda c: c IS NOT NULL)
                    ELSE [] END,
                {self._why()}
            FROM matched
            LEFT JOIN old.{table} AS o ON {_key_of(table, "o")} = key_before
            LEFT JOIN new.{table} AS n ON {_key_of(table, "n")} = matched.key
            LEFT JOIN reasons AS was ON was.source = {sources[0]}
            LEFT JOIN reasons AS now ON now.source = {sources[1]}
        """)

    def _make_rows(self, table: str, columns: list[str]) -> None:
        """Make old_rows and new_rows: of each comparable row its key, and digests with and without where it is."""
        is_coded = " OR ".join(
            f"contains({column}::VARCHAR, {literal(OPAQUE)}) OR regexp_matches({column}::VARCHAR, {literal(_CODE)})"
            for column in map(identifier, RELEASED[table].key)
        )
        for name in ("old", "new"):
            self.connection.execute(f"""
                CREATE OR REPLACE TEMP TABLE {name}_rows AS
                SELECT {_key_of(table)} AS key, md5(({self._row(columns)})::VARCHAR) AS digest,
                    md5(({self._unplaced(table, columns)})::VARCHAR) AS unplaced
                FROM {name}.{table} WHERE NOT ({is_coded})
            """)
        self._count_not_compared(table, is_coded)

    def _common_columns(self, table: str) -> list[str]:
        old, new = (pq.read_schema(side.files[table][0]).names for side in (self.old, self.new))
        return [name for name in new if name in old]

    def _row(self, columns: list[str]) -> str:
        return "{" + ", ".join(f"{literal(name)}: {identifier(name)}" for name in columns) + "}"

    def _unplaced(self, table: str, columns: list[str]) -> str:
        """Return SQL for what a row says, apart from where it is printed."""
        model = RELEASED[table]
        ids = {*model.key, *model.references, "entity_id", "article_id", "description_article_id"}
        parts = []
        for name in columns:
            if name in _PLACES.get(table, ()):
                continue
            value = _WITHOUT_PLACES.get(name, identifier(name))
            if name in ids:
                value = f"regexp_replace({identifier(name)}::VARCHAR, {literal(_IN_KEYS)}, '/\\1\\3')"
            parts.append(f"{literal(name)}: {value}")
        return "{" + ", ".join(parts) + "}"

    def _count_not_compared(self, table: str, is_coded: str) -> None:
        before, now = (
            self.connection.execute(f"SELECT count(*) FROM {name}.{table} WHERE {is_coded}").fetchall()[0][0]
            for name in ("old", "new")
        )
        if before or now:
            self.not_compared[table] = NotCompared(before, now)

    def _why(self) -> str:
        """Return SQL for the reasons of a change of a row: its pages, the rules, what the releases show.

        Where none of these is another, its page's or newspaper's toml is, or what was measured of a rule: its
        description.
        """
        old, new = self.old.facts, self.new.facts
        others = ["'new rules'"] if self.has_new_rules else []
        others += ["'another profile'"] if (old.text, old.private_people) != (new.text, new.private_people) else []
        found = f"list_concat(coalesce(was.reasons, []), coalesce(now.reasons, []), [{', '.join(others)}]::VARCHAR[])"
        return f"coalesce(nullif(list_sort(list_distinct({found})), []), ['changed descriptions'])"

    def _source(self, table: str, side: str) -> str:
        """Return SQL for what a row was read from, a page or all pages of an entity; make the table `reasons` of it."""
        if table in ENTITY_TABLES.values():
            kind = next(kind for kind, name in ENTITY_TABLES.items() if name == table)
            page = _PAGE_OF.format("article_id")
            mentioned = " UNION ".join(
                f"SELECT entity_id, {page} AS page_id FROM {name}.mentions WHERE entity_type = {literal(kind)}"
                for name in ("old", "new")
            )
            self.connection.execute(f"""
                CREATE OR REPLACE TEMP TABLE reasons AS
                SELECT entity_id AS source, list(DISTINCT reason) AS reasons
                FROM ({mentioned}) JOIN page_reason USING (page_id) GROUP BY entity_id
            """)
            return f"{side}.{RELEASED[table].key[0]}"
        self.connection.execute("""
            CREATE OR REPLACE TEMP TABLE reasons AS SELECT page_id AS source, [reason] AS reasons FROM page_reason
        """)
        page = _PAGE.get(table, "NULL")
        return page.replace("page_id", f"{side}.page_id").replace("article_id", f"{side}.article_id")


_MATCHED = """
    CREATE OR REPLACE TEMP TABLE matched AS
    WITH same AS (
        SELECT key, key AS key_before, o.unplaced = n.unplaced AS is_moved, o.digest <> n.digest AS differs
        FROM old_rows AS o JOIN new_rows AS n USING (key)
    ),
    gone AS (
        SELECT *, row_number() OVER (PARTITION BY unplaced ORDER BY key) AS nth
        FROM old_rows ANTI JOIN new_rows USING (key)
    ),
    come AS (
        SELECT *, row_number() OVER (PARTITION BY unplaced ORDER BY key) AS nth
        FROM new_rows ANTI JOIN old_rows USING (key)
    )
    SELECT key, key_before, CASE WHEN is_moved THEN 'moved' ELSE 'changed' END AS change FROM same WHERE differs
    UNION ALL
    SELECT come.key, gone.key, CASE
        WHEN gone.key IS NULL THEN 'added' WHEN come.key IS NULL THEN 'removed' ELSE 'moved' END
    FROM gone FULL JOIN come USING (unplaced, nth)
"""
"""SQL that matches old_rows and new_rows by key, then by what they say."""


def _key_of(table: str, side: str | None = None) -> str:
    """Return SQL for the list of a row's key columns."""
    prefix = f"{side}." if side else ""
    return f"[{', '.join(f'{prefix}{identifier(column)}::VARCHAR' for column in RELEASED[table].key)}]"


def _create_sides(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    for name, side in (("old", old), ("new", new)):
        connection.execute(f"CREATE SCHEMA {name}")
        for table, paths in side.files.items():
            if paths:
                listed = ", ".join(literal(str(path)) for path in paths)
                connection.execute(f"CREATE VIEW {name}.{table} AS SELECT * FROM read_parquet([{listed}])")


@contextmanager
def compare_releases(old: Side, new: Side) -> Iterator[ReleaseDiff]:
    """Give what changed from one release to another, for as long as it is needed.

    Raises NoRelease where the files of one cannot be compared.
    """
    with spilling_connection() as connection:
        with as_damage(_not_comparable(old, new)):
            diff = ReleaseDiff(connection, old, new)
        yield diff


def _not_comparable(old: Side, new: Side) -> Callable[[str], NoRelease]:
    versions = f"releases {old.facts.version} and {new.facts.version}"
    return lambda reason: NoRelease(f"{versions}: one of them is damaged ({reason}); run `jiceng verify`")


def changes_text(diff: ReleaseDiff) -> str:
    """Return CHANGES.md: the summary of a comparison in words."""
    old, new = diff.old.facts, diff.new.facts
    lines = [f"# Changes from {old.version} to {new.version}", ""]
    counts = diff.counts()
    if not counts:
        lines += ["No row that can be compared changed." if diff.not_compared else "No row changed.", ""]
    else:
        lines += [
            "| table | rows before | rows now | added | removed | changed | moved |",
            "|---|---|---|---|---|---|---|",
        ]
        for table, of_table in counts.items():
            found = " | ".join(f"{of_table.get(kind, 0):,}" for kind in ("added", "removed", "changed", "moved"))
            lines.append(f"| {table} | {old.rows.get(table, 0):,} | {new.rows[table]:,} | {found} |")
        lines += ["", "Moved rows say the same at other offsets.", ""]
        reasons = [f"{reason} ({rows:,} {'row' if rows == 1 else 'rows'})" for reason, rows in diff.reasons().items()]
        lines += [f"Why: {', '.join(reasons)}. Each row, its columns and reasons: `changes.parquet`.", ""]
    lines += _differences(old, new)
    if diff.not_compared:
        rows = ", ".join(f"{table} {each.before:,} → {each.now:,}" for table, each in diff.not_compared.items())
        lines += [f"Not compared, for their keys are pseudonyms of one release: {rows}.", ""]
    return "\n".join(lines)


def _differences(old: ReleaseFacts, new: ReleaseFacts) -> Iterator[str]:
    """Yield how the releases differ as a whole."""
    for name, before, now in (
        ("Schema", old.schema_version, new.schema_version),
        ("Rules", old.rules_version, new.rules_version),
        ("Text", old.text, new.text),
        ("Private people", old.private_people, new.private_people),
    ):
        if before != now:
            yield f"{name}: {before} → {now}."
            yield ""
