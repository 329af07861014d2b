"""Leave out what was refused: pages whole, and the records in a suppressed span of a page.

What is counted over articles is counted again without them, and an entity that nothing names any more goes, too. The
characters of a span are hidden by pseudonyms.py, where the page becomes opaque.
"""

import pyarrow as pa

from jiceng.dataset.load_sql import literal
from jiceng.release.contents import RELEASED
from jiceng.release.redaction.layers import Layers
from jiceng.release.redaction.suppression import Suppressed
from schemas import ENTITY_TABLES

_OF_PAGES = ("pages", "articles", "breaks")
_RECORDS = ("quotes", "mentions")


def remove_refused(layers: Layers, suppressed: Suppressed) -> None:
    """Let the tables have no row of a suppressed page, and no record in a suppressed span."""
    connection = layers.connection
    pages = pa.table({"page_id": pa.array([entry.page_id for entry in suppressed.pages], pa.string())})
    spans = pa.Table.from_pylist(
        [entry.model_dump(include={"page_id", "start", "end"}) for entry in suppressed.spans],
        schema=pa.schema([("page_id", pa.string()), ("start", pa.int32()), ("end", pa.int32())]),
    )
    for name, rows in (("refused_page", pages), ("refused_span", spans)):
        connection.register(f"{name}_list", rows)
        connection.execute(f"CREATE TEMP TABLE {name} AS FROM {name}_list")
        connection.unregister(f"{name}_list")
    if not suppressed.pages and not suppressed.spans:
        return
    whole = layers.names()
    _remove_records(layers)
    _remove_offices(layers)
    connection.execute(f"CREATE TEMP TABLE refused_entity AS {_refused_entities(whole, layers.names())}")
    _forget_descriptions(layers, whole)
    for kind, table in ENTITY_TABLES.items():
        _count_again(layers, kind, table)
    for table in ("initiatives", "people", "offices", "organizations"):
        _remove_unnamed(layers, table)
    while _remove_unnamed(layers, "communities"):  # of places that have none below them, level by level
        pass


def _remove_records(layers: Layers) -> None:
    for table in _OF_PAGES:
        layers.replace(table, f"SELECT * FROM {layers[table]} WHERE page_id NOT IN (SELECT page_id FROM refused_page)")
    for table in _RECORDS:
        (key,) = RELEASED[table].key
        layers.replace(
            table,
            f"""
            SELECT * FROM {layers[table]} AS record
            WHERE article_id IN (SELECT article_id FROM {layers["articles"]}) AND NOT EXISTS (
                SELECT 1 FROM refused_span WHERE starts_with(record.{key}, refused_span.page_id || '/')
                    AND len(list_filter(record.raw_spans,
                        lambda span: span.start < refused_span."end" AND span."end" > refused_span.start)) > 0
            )
            """,
        )


def _remove_offices(layers: Layers) -> None:
    """Leave out the offices of people whom their article, as it is shown, does not name."""
    layers.materialise(
        "offices",
        f"""
        SELECT * FROM {layers["offices"]} WHERE (article_id, person_id) IN (
            SELECT (article_id, entity_id) FROM {layers["mentions"]} WHERE entity_type = 'person'
            UNION SELECT (article_id, person_id) FROM {layers["quotes"]} WHERE person_id IS NOT NULL
        )
        """,
    )


def _refused_entities(whole: dict[str, str], left: dict[str, str]) -> str:
    """Return a query of the entities that a removed record or page named: kind and id."""
    ids = " UNION ALL ".join(
        f"SELECT {literal(kind)} AS kind, {RELEASED[table].key[0]} AS entity_id FROM {whole[table]}"
        for kind, table in ENTITY_TABLES.items()
    )
    return f"""
        SELECT entity_type AS kind, entity_id FROM {whole["mentions"]}
        WHERE mention_id NOT IN (SELECT mention_id FROM {left["mentions"]})
        UNION SELECT 'person', person_id FROM {whole["quotes"]}
        WHERE person_id IS NOT NULL AND quote_id NOT IN (SELECT quote_id FROM {left["quotes"]})
        UNION SELECT kind, entity_id FROM ({ids}) JOIN refused_page ON contains(entity_id, refused_page.page_id || '/')
    """


def _forget_descriptions(layers: Layers, whole: dict[str, str]) -> None:
    """Take from initiatives what their first article says of them, where that was removed or has a suppressed span."""
    mentions = layers["mentions"]
    layers.materialise(
        "initiatives",
        f"""
        WITH first AS (
            SELECT entity_id, min(row(articles.issue_date IS NULL, coalesce(articles.issue_date, DATE '1970-01-01'),
                article_id))[3] AS article_id
            FROM {whole["mentions"]} JOIN {whole["articles"]} AS articles USING (article_id)
            WHERE entity_type = 'initiative' GROUP BY entity_id
        ),
        forgotten AS (
            SELECT entity_id FROM first
            WHERE article_id IN (
                SELECT article_id FROM {whole["articles"]} JOIN refused_span USING (page_id)
            ) OR (entity_id, article_id) NOT IN (
                SELECT (entity_id, article_id) FROM {mentions} WHERE entity_type = 'initiative'
            )
        )
        SELECT initiatives.* REPLACE (
            CASE WHEN entity_id IS NULL THEN description END AS description,
            CASE WHEN entity_id IS NULL THEN components ELSE [] END AS components,
            CASE WHEN entity_id IS NULL THEN stated_count END AS stated_count,
            CASE WHEN entity_id IS NULL THEN issues ELSE [] END AS issues
        )
        FROM {layers["initiatives"]} AS initiatives LEFT JOIN forgotten ON entity_id = initiative_id
        """,
    )


def _count_again(layers: Layers, kind: str, table: str) -> None:
    """Count an entity's mentions, articles and days again, where some were removed; its aliases are those left."""
    (key,) = RELEASED[table].key
    quotes = ", coalesce(spoken.number, 0)::INTEGER AS quote_count" if table == "people" else ""
    spoken = (
        f"""LEFT JOIN (SELECT person_id, count(*) AS number FROM {layers["quotes"]} GROUP BY person_id) AS spoken
            ON spoken.person_id = entity.{key}"""
        if table == "people"
        else ""
    )
    refused = f"SELECT entity_id FROM refused_entity WHERE kind = {literal(kind)}"
    layers.materialise(
        table,
        f"""
        WITH counted AS (
            SELECT entity_id, count(*)::INTEGER AS mention_count, count(DISTINCT article_id)::INTEGER AS article_count,
                min(issue_date) AS first_seen, max(issue_date) AS last_seen, list(DISTINCT surface) AS surfaces
            FROM {layers["mentions"]} JOIN {layers["articles"]} USING (article_id)
            WHERE entity_type = {literal(kind)} AND entity_id IN ({refused}) GROUP BY entity_id
        )
        SELECT * FROM {layers[table]} WHERE {key} NOT IN ({refused})
        UNION ALL BY NAME
        SELECT entity.* REPLACE (
            coalesce(counted.mention_count, 0) AS mention_count, coalesce(counted.article_count, 0) AS article_count,
            counted.first_seen AS first_seen, counted.last_seen AS last_seen,
            list_filter(aliases, lambda alias: list_contains(coalesce(surfaces, []), alias)) AS aliases {quotes}
        )
        FROM {layers[table]} AS entity LEFT JOIN counted ON counted.entity_id = entity.{key} {spoken}
        WHERE entity.{key} IN ({refused})
        """,
    )


def _remove_unnamed(layers: Layers, table: str) -> int:
    """Leave out the rows that only removed records named; return their number.

    No mention is left of them, and no row points to them; an office goes with its person.
    """
    before = layers[table]
    if table == "offices":
        query = f"SELECT * FROM {before} WHERE person_id IN (SELECT person_id FROM {layers['people']})"
    else:
        (key,) = RELEASED[table].key
        pointing = " UNION ALL ".join(
            f"SELECT {column} FROM {layers[other]} WHERE {column} IS NOT NULL"
            for other, model in RELEASED.items()
            for column, target in model.references.items()
            if target == table
        )
        referenced = f"AND {key} NOT IN ({pointing})" if pointing else ""
        query = f"SELECT * FROM {before} WHERE NOT (mention_count = 0 {referenced})"
    layers.materialise(table, query)
    counts = f"SELECT (SELECT count(*) FROM {before}) - (SELECT count(*) FROM {layers[table]})"
    ((number,),) = layers.connection.execute(counts).fetchall()
    return int(number)
