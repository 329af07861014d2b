"""Promises 1, 2, 3 and 7 on a whole build, by query, some hundred pages at a time.

The shards' own proof (proofs.py) and these queries know nothing of each other. DuckDB finds a string's n-th character
by walking there, so the raw text is cut into overlapping blocks first: all in all linear in the text.
"""

from collections.abc import Iterator

import duckdb

from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.page_ranges import page_ranges, rows_in_range
from jiceng.steps import tracked
from schemas import LINE_ENDS, NORMALISATIONS, WHITE_SPACE, may_stand_for

PAGES_PER_RANGE = 200
"""2,000 take 240 MB more; to prove 1,000 pages in five parts takes a sixth more time than at once."""
BLOCK = 512
"""Characters of a block; a block's text goes on to the end of the next one."""


def check_pages(connection: duckdb.DuckDBPyConnection, most: int) -> Iterator[Broken]:
    """Yield what breaks promises 1, 2, 3 and 7; at most `most` rows of a kind and some hundred pages.

    The connection has the tables of a build by name; temporary tables and variables are made on it.
    """
    _set_variables(connection)
    for pages in tracked(page_ranges(connection, "pages", PAGES_PER_RANGE), "texts of pages"):
        for name, query in _PAGE_TABLES.items():
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {pages.fill(query)}")
        for promise, table, query in _CHECKS:
            for row, what in connection.execute(f"{pages.fill(query)} LIMIT {most}").fetchall():
                yield Broken(promise, table, row, what)
        yield from _check_texts(connection, most)


def _set_variables(connection: duckdb.DuckDBPyConnection) -> None:
    variables = {
        "white_space": WHITE_SPACE,
        "run": f"[{WHITE_SPACE}]*[{LINE_ENDS}][{WHITE_SPACE}]*",
        "line_ends": LINE_ENDS,
        "raw_form": "".join(NORMALISATIONS),
        "shown_form": "".join(NORMALISATIONS.values()),
    }
    for name, value in variables.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def _check_texts(connection: duckdb.DuckDBPyConnection, most: int) -> Iterator[Broken]:
    """Prove character by character, where a text is not its raw characters unchanged."""
    found = 0
    cursor = connection.execute(_DIFFERING_TEXTS)
    while found < most and (row := cursor.fetchone()):
        article_id, name, shown, source = row
        wrong = [n for n, (r, s) in enumerate(zip(source, shown, strict=False)) if not may_stand_for(r, s)]
        if len(source) != len(shown):
            what = f"{name} has {len(shown)} characters, its spans {len(source)}"
        elif wrong:
            at = wrong[0]
            what = f"{name} shows {shown[at]!r} for {source[at]!r}, its character {at} without line feeds"
        else:
            continue
        found += 1
        yield Broken("2", "articles", article_id, what)


_PAGE_TABLES = {
    "page": f"""
        SELECT page_id, coalesce(raw_text, '') AS raw_text, length(coalesce(raw_text, '')) AS characters,
            furniture_spans, breaks
        FROM pages WHERE page_id BETWEEN $least AND $greatest AND {rows_in_range("page_id || '/ '")}""",
    "article": f"""
        SELECT article_id, page_id, text, titles, paragraphs, raw_spans
        FROM articles WHERE {rows_in_range("article_id")}""",
    "unit": """
        SELECT page_id, article_id, 0 AS n, 'text' AS name, replace(text, chr(10), '') AS shown, raw_spans AS spans
        FROM article
        UNION ALL
        SELECT page_id, article_id, n, title.role, replace(title.text, chr(10), ''), title.spans
        FROM (SELECT page_id, article_id, unnest(titles) AS title, generate_subscripts(titles, 1) AS n FROM article)""",
    "paragraph": """
        SELECT article_id, number, item.text_start, item.text_end, item.text_start - number AS place
        FROM (
            SELECT article_id, unnest(paragraphs) AS item, generate_subscripts(paragraphs, 1) - 1 AS number FROM article
        )""",
    "line": """
        SELECT article_id, number, stop - length(line) AS text_start, stop AS text_end
        FROM (
            SELECT article_id, number, line,
                (sum(length(line) + 1) OVER (PARTITION BY article_id ORDER BY number) - 1)::INTEGER AS stop
            FROM (
                SELECT article_id, unnest(lines) AS line, generate_subscripts(lines, 1) - 1 AS number
                FROM (SELECT article_id, string_split(text, chr(10)) AS lines FROM article WHERE text <> '')
            )
        )""",
    "text_block": f"""
        SELECT article_id, number, substring(text, (number * {BLOCK} + 1)::INTEGER, {2 * BLOCK}) AS characters
        FROM (SELECT article_id, text, unnest(range(0, length(text) // {BLOCK} + 1)) AS number FROM article)""",
    "span": """
        SELECT page_id, article_id, n, name, number, span.start AS first, span."end" AS stop,
            coalesce(sum(span."end" - span.start) OVER (
                PARTITION BY article_id, n ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0)::INTEGER AS place
        FROM (
            SELECT page_id, article_id, n, name, unnest(spans) AS span, generate_subscripts(spans, 1) AS number
            FROM unit
        )
        UNION ALL
        SELECT page_id, NULL, -1, 'furniture', number, span.start, span."end", 0
        FROM (
            SELECT page_id, unnest(furniture_spans) AS span, generate_subscripts(furniture_spans, 1) AS number
            FROM page
        )""",
    "block": f"""
        SELECT page_id, number, substring(raw_text, (number * {BLOCK} + 1)::INTEGER, {2 * BLOCK}) AS characters
        FROM (SELECT page_id, raw_text, unnest(range(0, characters // {BLOCK} + 1)) AS number FROM page)""",
    "source": f"""
        SELECT piece.page_id, article_id, n, any_value(name) AS name, string_agg(
            substring(block.characters, (first % {BLOCK} + 1)::INTEGER, least(stop - first, {BLOCK})::INTEGER),
            '' ORDER BY piece.number, first
        ) AS characters
        FROM (
            SELECT page_id, article_id, n, name, number, stop, unnest(range(first, stop, {BLOCK})) AS first FROM span
        ) AS piece
        JOIN block ON block.page_id = piece.page_id AND block.number = first // {BLOCK}
        GROUP BY piece.page_id, article_id, n""",
    "run": """
        SELECT page_id, characters, separator, stop - length(separator) AS first, stop
        FROM (
            SELECT page_id, characters, separator,
                sum(length(piece) + length(separator)) OVER (PARTITION BY page_id ORDER BY number)::INTEGER AS stop
            FROM (
                SELECT page_id, characters, unnest(separators) AS separator,
                    unnest(pieces[:len(separators)]) AS piece, generate_subscripts(separators, 1) AS number
                FROM (
                    SELECT page_id, characters, regexp_extract_all(raw_text, getvariable('run')) AS separators,
                        regexp_split_to_array(raw_text, getvariable('run')) AS pieces
                    FROM page
                )
            )
        )""",
    "verdict": """
        SELECT item.page_id, item.raw_offset, item.verdict, run.first, run.stop, run.characters,
            substring(run.separator, item.raw_offset - run.first + 1, 1) AS line_end
        FROM (
            SELECT page_id, item.raw_offset AS raw_offset, item.verdict AS verdict
            FROM (SELECT page_id, unnest(breaks) AS item FROM page)
        ) AS item
        ASOF LEFT JOIN run ON run.page_id = item.page_id AND item.raw_offset >= run.first""",
    "side": """
        SELECT page_id, raw_offset, after, side.article_id, n, side.place,
            CASE n WHEN 0 THEN paragraph.number END AS paragraph
        FROM (
            SELECT beside.page_id, raw_offset, after, article_id, n,
                span.place + beside.raw_place - span.first AS place
            FROM (
                SELECT page_id, raw_offset, false AS after, first - 1 AS raw_place FROM verdict
                UNION ALL SELECT page_id, raw_offset, true, stop FROM verdict
            ) AS beside
            ASOF JOIN (SELECT * FROM span WHERE n >= 0) AS span
                ON span.page_id = beside.page_id AND beside.raw_place >= span.first
            WHERE beside.raw_place < span.stop
        ) AS side
        ASOF LEFT JOIN paragraph ON paragraph.article_id = side.article_id AND side.place >= paragraph.place""",
    "joint": """
        SELECT page_id, raw_offset, earlier.paragraph IS NOT DISTINCT FROM later.paragraph AND CASE
            WHEN later.place <= earlier.place + 1 THEN later.place = earlier.place + 1
            ELSE translate(substring(unit.shown, earlier.place + 2, later.place - earlier.place - 1),
                getvariable('white_space'), '') = '' END AS neighbours
        FROM (SELECT * FROM side WHERE NOT after) AS earlier
        JOIN (SELECT * FROM side WHERE after) AS later USING (page_id, raw_offset, article_id, n)
        JOIN unit USING (page_id, article_id, n)""",
}
"""Temporary tables by name, in the order in which they are made. A unit is an article's text (n = 0) or one of its
titles (n from 1); `place` counts its characters without line feeds. A run is white space with a line end in it."""

_OVERLAPS = """
    SELECT page_id, printf('%s has characters %d-%d, %s', concat(name, ' of ' || article_id), first, stop, CASE
        WHEN first < 0 OR stop > characters OR first >= stop THEN 'outside the raw text'
        ELSE 'some of which belong to something else too' END)
    FROM (
        SELECT *, max(stop) OVER (
            PARTITION BY page_id ORDER BY first, stop ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS taken
        FROM span JOIN page USING (page_id)
    )
    WHERE first < 0 OR stop > characters OR first >= stop OR first < taken"""

_LOST = """
    SELECT page_id, printf('%d of its characters belong to no article, title or furniture', printed - found)
    FROM (
        SELECT page_id, length(translate(raw_text, getvariable('white_space'), '')) AS printed,
            coalesce(sum(length(translate(source.characters, getvariable('white_space'), ''))), 0)::BIGINT AS found
        FROM page LEFT JOIN source USING (page_id) GROUP BY page_id, raw_text
    )
    WHERE found < printed"""

_PARAGRAPHS = """
    SELECT DISTINCT article_id, 'its paragraphs are not the lines of its text'
    FROM paragraph FULL JOIN line USING (article_id, number)
    WHERE paragraph.text_start IS DISTINCT FROM line.text_start OR paragraph.text_end IS DISTINCT FROM line.text_end"""


def _ranges(table: str, key: str, shown: str) -> str:
    """Return a query of the rows whose text is not what stands at its range of the article's text."""
    return f"""
        SELECT DISTINCT {key}, printf('is not what stands at %d-%d of its article''s text', text_start, text_end)
        FROM (
            SELECT *, unnest(range(text_start, greatest(text_end, text_start + 1), {BLOCK}))::INTEGER AS first
            FROM {table} WHERE {rows_in_range(key)}
        ) AS piece
        LEFT JOIN text_block ON text_block.article_id = piece.article_id AND text_block.number = first // {BLOCK}
        WHERE length({shown}) <> text_end - text_start OR coalesce(
            substring({shown}, first - text_start + 1, {BLOCK})
                <> substring(text_block.characters, first % {BLOCK} + 1, least(text_end - first, {BLOCK})), true)"""


def _spans(table: str, key: str) -> str:
    """Return a query of the rows whose raw_spans are not where the article has the range's characters."""
    return f"""
        SELECT DISTINCT {key}, 'its raw_spans are not those of its range of the article''s text'
        FROM (
            SELECT {key}, article_id, length, item.start AS first, item."end" AS stop,
                sum(item."end" - item.start) OVER (PARTITION BY {key}) AS found,
                start_place - item."end" + item.start
                    + sum(item."end" - item.start) OVER (PARTITION BY {key} ORDER BY number) AS place
            FROM (
                SELECT {key}, own.article_id, unnest(raw_spans) AS item, generate_subscripts(raw_spans, 1) AS number,
                    own.text_end - own.text_start AS length, own.text_start - paragraph.number AS start_place
                FROM (SELECT * FROM {table} WHERE {rows_in_range(key)}) AS own
                ASOF JOIN paragraph
                    ON paragraph.article_id = own.article_id AND own.text_start >= paragraph.text_start
            )
        ) AS given
        ASOF LEFT JOIN (SELECT * FROM span WHERE n = 0) AS span
            ON span.article_id = given.article_id AND given.place >= span.place
        WHERE found <> length OR coalesce(
            given.first <> span.first + given.place - span.place OR given.stop > span.stop, true)"""


_QUOTE_PARAGRAPHS = f"""
    SELECT quote_id, printf('does not stand in paragraph %d of its article', paragraph)
    FROM quotes LEFT JOIN paragraph
        ON paragraph.article_id = quotes.article_id AND paragraph.number = quotes.paragraph
    WHERE {rows_in_range("quote_id")}
        AND coalesce(quotes.text_start < paragraph.text_start OR quotes.text_end > paragraph.text_end, true)"""

_MISPLACED_BREAKS = """
    SELECT page_id, printf('the break at %d is at no line end', raw_offset) FROM verdict
    WHERE first IS NULL OR line_end = '' OR NOT contains(getvariable('line_ends'), line_end)"""

_WRONG_BREAKS = """
    SELECT page_id, printf('the break at %d is %s, but its two sides are%s neighbours',
        raw_offset, verdict, CASE WHEN neighbours THEN '' ELSE ' not' END)
    FROM (
        SELECT page_id, raw_offset, verdict, coalesce(neighbours, false) AS neighbours
        FROM verdict LEFT JOIN joint USING (page_id, raw_offset)
    )
    WHERE (verdict = 'joined') <> neighbours"""

_LACKING_BREAKS = """
    SELECT page_id, printf('the line end at %d has no verdict', run.first)
    FROM run WHERE run.first > 0 AND run.stop < run.characters
        AND NOT EXISTS (
            SELECT 1 FROM verdict WHERE verdict.page_id = run.page_id AND verdict.first = run.first
                AND verdict.raw_offset < verdict.stop
        )"""

_CHECKS = (
    ("1", "pages", _OVERLAPS),
    ("1", "pages", _LOST),
    ("3", "articles", _PARAGRAPHS),
    ("3", "quotes", _ranges("quotes", "quote_id", "text")),
    ("3", "mentions", _ranges("mentions", "mention_id", "surface")),
    ("3", "quotes", _QUOTE_PARAGRAPHS),
    ("3", "quotes", _spans("quotes", "quote_id")),
    ("3", "mentions", _spans("mentions", "mention_id")),
    ("7", "pages", _MISPLACED_BREAKS),
    ("7", "pages", _WRONG_BREAKS),
    ("7", "pages", _LACKING_BREAKS),
)
"""Promise, table, and a query of the rows that break it, each with a sentence."""

_DIFFERING_TEXTS = """
    SELECT article_id, unit.name, shown, coalesce(source.characters, '')
    FROM unit LEFT JOIN source USING (page_id, article_id, n)
    WHERE shown <> coalesce(source.characters, '') AND (
        length(shown) <> length(coalesce(source.characters, ''))
        OR translate(shown, getvariable('raw_form'), getvariable('shown_form'))
            <> translate(source.characters, getvariable('raw_form'), getvariable('shown_form'))
        OR translate(shown, getvariable('raw_form'), '') <> shown
    )
    ORDER BY article_id, n"""
"""Texts that are not their raw characters, but for those where normalising both makes them equal and the text shows no
character that could be normalised: there each is the raw character's normalisation."""
