"""Put the text back that a release withholds, from the user's own page files.

The raw text comes from the files as it did when they were read; articles and titles from it by their spans and the
normalisation table; quotes, descriptions, keywords and components from the articles by their ranges. Every page,
article, quote and description is proved by its hash.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.checks.builds import schema_difference
from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.load_sql import literal
from jiceng.dataset.page_ranges import page_ranges
from jiceng.dataset.tables import rows_per_group
from jiceng.ocr import OcrFault
from jiceng.page import raw_text_of, raw_text_of_scan
from jiceng.release.contents import RELEASED, described_schema, key_order, released_schema
from jiceng.release.damage import as_damage
from jiceng.release.folders import SUMS
from jiceng.release.redaction.excerpts import profile_schema
from jiceng.release.search_files import search_files, search_schemas, write_search
from jiceng.release.table_files import create_tables, file_metadata, write_table
from jiceng.release.verify import local_release, read_facts, read_sums, table_files
from jiceng.storage import kind_of, move_into_place, sha256_of, temporary_folder
from schemas import NORMALISATIONS, ReleaseFacts
from schemas.newspaper import SharePolicy

_PAGES_PER_BATCH = 200
_PAGES_PER_RANGE = 100
_TITLE_ROLES = ("kicker", "headline", "subheadline")
Writer = Callable[[str, Iterator[pa.Table]], Sequence[Path]]
"""Writes the rows of a table, in key order, and returns its files."""


class CannotRehydrate(Exception):
    """The text cannot be put back; the message says where and why."""


def rehydrate_tables(connection: duckdb.DuckDBPyConnection, text: SharePolicy, raw: Path, write: Writer) -> None:
    """Write every table of a release with all its text.

    `connection` has the tables of a release that carries `text` of it as views; `raw` is the folder of the page files,
    as `jiceng build` reads it. Raises CannotRehydrate where a file is missing or anything is not what it was.
    """
    write = _whole(connection, write)
    files = write("pages", _pages(connection, raw))
    connection.execute(f"CREATE VIEW whole_pages AS SELECT * FROM read_parquet({_listed(files)})")
    files = write("articles", _articles(connection, text))
    connection.execute(f"CREATE VIEW whole_articles AS SELECT * FROM read_parquet({_listed(files)})")
    write("quotes", _quotes(connection))
    write("initiatives", _initiatives(connection, text))
    others = [table for table in RELEASED if table not in ("pages", "articles", "quotes", "initiatives")]
    for table in others:
        write(table, _batches(connection, f"FROM {table} ORDER BY {key_order(table)}", table))


def _whole(connection: duckdb.DuckDBPyConnection, write: Writer) -> Writer:
    """Return a writer that raises CannotRehydrate unless it is given as many rows as the table of the release has."""

    def counted(table: str, rows: Iterator[pa.Table]) -> Sequence[Path]:
        given = 0

        def passed() -> Iterator[pa.Table]:
            nonlocal given
            for some in rows:
                given += len(some)
                yield some

        files = write(table, passed())
        ((expected,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        if given != expected:
            raise CannotRehydrate(f"{table}: {expected - given} of its {expected} rows belong to no page or article")
        return files

    return counted


def _listed(files: Sequence[Path]) -> str:
    return "[" + ", ".join(literal(str(path)) for path in files) + "]"


def _batches(connection: duckdb.DuckDBPyConnection, query: str, table: str) -> Iterator[pa.Table]:
    rows = connection.sql(query).to_arrow_reader(rows_per_group(table))
    return (pa.Table.from_batches([batch]) for batch in rows)


def _pages(connection: duckdb.DuckDBPyConnection, raw: Path) -> Iterator[pa.Table]:
    schema = released_schema("pages")
    for batch in connection.sql(f"FROM pages ORDER BY {key_order('pages')}").to_arrow_reader(_PAGES_PER_BATCH):
        texts = [_raw_text(page, raw) for page in pa.Table.from_batches([batch]).to_pylist()]
        table = pa.Table.from_batches([batch]).select(schema.names)
        yield table.set_column(schema.get_field_index("raw_text"), "raw_text", pa.array(texts, pa.string()))


def _raw_text(page: dict[str, Any], raw: Path) -> str | None:
    """Return the raw text of a page from its file, None for one that could not be read."""
    if page["raw_sha256"] is None:
        return None
    path = _page_file(page["source_path"], raw)
    try:
        if (kind := kind_of(path.resolve())) not in (None, "a file"):
            raise CannotRehydrate(f"{path}: is {kind} where a page file should be")
        data = path.read_bytes()
    except OSError as error:
        raise CannotRehydrate(f"{path}: cannot be read ({error.strerror}); the release was made from it") from None
    if sha256(data).hexdigest() != page["source_sha256"]:
        raise CannotRehydrate(f"{path}: is not the file that the release was made from (SHA-256)")
    try:
        if page["source_format"] in ("image", "pdf"):
            text = raw_text_of_scan(path, page["source_sha256"], page["page_id"])
        else:
            text = raw_text_of(data, path.suffix, page["encoding"], page["page_id"])
    except (UnicodeDecodeError, LookupError, OcrFault) as error:
        raise CannotRehydrate(f"{path}: cannot be read as {page['encoding']} ({error})") from None
    if sha256(text.encode()).hexdigest() != page["raw_sha256"]:
        raise CannotRehydrate(
            f"{path}: this version of jiceng reads another text from it than the release's did; use that version"
        )
    return text


def _page_file(source_path: str, raw: Path) -> Path:
    """Return a page file below raw/; raises CannotRehydrate for a path that leads elsewhere."""
    parts = PurePosixPath(source_path).parts
    if "\0" in source_path or not parts or ".." in parts or PurePosixPath(source_path).is_absolute():
        raise CannotRehydrate(f"pages: the source_path {source_path!r} does not lead to a page file below raw/")
    return raw / source_path


def _articles(connection: duckdb.DuckDBPyConnection, text: SharePolicy) -> Iterator[pa.Table]:
    schema = released_schema("articles")
    for pages in page_ranges(connection, "pages", _PAGES_PER_RANGE):
        rows = (
            connection.sql(f"""
            SELECT articles.*, raw_text FROM articles
            JOIN (SELECT page_id, raw_text FROM whole_pages WHERE {pages.are_pages}) USING (page_id)
            WHERE {pages.have("article_id")} ORDER BY article_id
        """)
            .to_arrow_table()
            .to_pylist()
        )
        yield pa.Table.from_pylist([_article(row, text) for row in rows], schema=schema)


def _article(row: dict[str, Any], text: SharePolicy) -> dict[str, Any]:
    """Return an article's row with its text, and with its titles and keywords where they were withheld, too."""
    raw = row["raw_text"]
    line_feeds = [paragraph["text_end"] for paragraph in row["paragraphs"][:-1]]
    whole = text_of_spans(raw, row["raw_spans"], row["normalised"], line_feeds)
    if sha256(whole.encode()).hexdigest() != row["text_sha256"]:
        raise CannotRehydrate(f"articles {row['article_id']}: the text of its spans is not the one that was read")
    changed = {**row, "text": whole}
    if text == "none":
        changed["titles"] = [
            {**title, "text": text_of_spans(raw, title["spans"], title["normalised"])} for title in row["titles"]
        ]
        for role in _TITLE_ROLES:
            changed[role] = " ".join(title["text"] for title in changed["titles"] if title["role"] == role) or None
        changed["keywords"] = [whole[place["text_start"] : place["text_end"]] for place in row["keyword_places"]]
    return {name: changed[name] for name in released_schema("articles").names}


def text_of_spans(
    raw: str, spans: Sequence[dict[str, int]], normalised: Sequence[int], line_feeds: Sequence[int] = ()
) -> str:
    """Return the text at some spans of a raw text; its offsets `normalised` and `line_feeds` say the rest.

    A character that has no normalisation, or an offset outside the text, means that the raw text is another one; the
    text's hash then disagrees. Raises ValueError for spans that no text has.
    """
    if any(not 0 <= span["start"] <= span["end"] for span in spans):
        raise ValueError("a span ends before it starts")
    if sum(span["end"] - span["start"] for span in spans) > len(raw):
        raise ValueError("spans have more characters than their page")
    characters = list("".join(raw[span["start"] : span["end"]] for span in spans))
    for offset in line_feeds:
        characters.insert(offset, "\n")
    for offset in normalised:
        if 0 <= offset < len(characters):
            characters[offset] = NORMALISATIONS.get(characters[offset], characters[offset])
    return "".join(characters)


def _quotes(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    for pages in page_ranges(connection, "pages", _PAGES_PER_RANGE):
        rows = connection.sql(f"""
            SELECT quotes.* REPLACE (
                substring(articles.text, quotes.text_start + 1, quotes.text_end - quotes.text_start) AS text
            )
            FROM quotes JOIN (
                SELECT article_id, text FROM whole_articles WHERE {pages.have("article_id")}
            ) AS articles USING (article_id)
            WHERE {pages.have("quote_id")} ORDER BY quote_id
        """).to_arrow_table()
        _require_hashes("quotes", rows, "text")
        yield rows.drop_columns("text_sha256")


def _initiatives(connection: duckdb.DuckDBPyConnection, text: SharePolicy) -> Iterator[pa.Table]:
    part = "substring(articles.text, {0}text_start + 1, {0}text_end - {0}text_start)"
    components = ""
    if text == "none":
        components = f", list_transform(component_places, lambda place: {part.format('place.')}) AS components"
    query = f"""
        SELECT initiatives.* REPLACE (
            substring(articles.text, description_start + 1, description_end - description_start) AS description
            {components}
        )
        FROM initiatives LEFT JOIN whole_articles AS articles ON articles.article_id = description_article_id
        ORDER BY initiative_id
    """
    for rows in _batches(connection, query, "initiatives"):
        _require_hashes("initiatives", rows, "description")
        yield rows.select(released_schema("initiatives").names)


def _require_hashes(table: str, rows: pa.Table, column: str) -> None:
    (key,) = RELEASED[table].key
    columns = (rows[name].to_pylist() for name in (key, column, f"{column}_sha256"))
    for row, text, digest in zip(*columns, strict=True):
        if (None if text is None else sha256(text.encode()).hexdigest()) != digest:
            raise CannotRehydrate(f"{table} {row}: its {column} is not the one that was read (SHA-256)")


def rehydrate_release(address: str, raw: Path, into: Path | None = None) -> tuple[Path, ReleaseFacts]:
    """Write the tables of a release with all text in them into a new folder; return it and what the release says.

    `address` is a folder, a zip archive or an http(s) address, `into` by default <version>-full in the working
    directory. The files are those of the full release, byte for byte. Raises NoRelease where there is none, and
    CannotRehydrate; then nothing is left of the folder.
    """
    with local_release(address) as folder:
        facts = read_facts(folder, address)
        target = into or Path(f"{facts.version}-full")
        if target.exists():
            raise CannotRehydrate(f"{target}: is there already; give another folder with --into")
        _require_rehydratable(address, facts, raw)
        whole = file_metadata(facts.model_copy(update={"text": "full"}))
        with (
            as_damage(_damaged(address)),
            temporary_folder(target.absolute().parent) as beside,
            spilling_connection() as connection,
        ):
            if not (folder / SUMS).is_file():
                raise CannotRehydrate(f"{SUMS}: is missing; run `jiceng verify`")
            files = table_files(folder)
            _require_sums(folder, files)
            _require_schemas(files, facts)
            create_tables(connection, files)
            written: dict[str, list[Path]] = {}

            def write(table: str, rows: Iterator[pa.Table]) -> list[Path]:
                schema = described_schema(table, released_schema(table), whole)
                written[table] = [beside / file.path for file in write_table(rows, beside, table, schema)]
                return written[table]

            rehydrate_tables(connection, facts.text, raw, write)
            if search_files(folder, list(read_sums(folder))):
                write_search(beside, written, search_schemas(facts.model_copy(update={"text": "full"})))
            move_into_place(beside, target.absolute())
    return target, facts


def _damaged(address: str) -> Callable[[str], CannotRehydrate]:
    return lambda reason: CannotRehydrate(f"{address}: is damaged ({reason}); run `jiceng verify`")


def _require_schemas(files: Mapping[str, Sequence[Path]], facts: ReleaseFacts) -> None:
    for table, paths in files.items():
        if not paths:
            raise CannotRehydrate(f"{table}.parquet: is missing; run `jiceng verify`")
        for path in paths:
            expected, found = profile_schema(table, facts.text), pq.read_schema(path)
            if not found.equals(expected):
                raise CannotRehydrate(f"{path.name}: {schema_difference(expected, found)}; run `jiceng verify`")


def _require_rehydratable(address: str, facts: ReleaseFacts, raw: Path) -> None:
    if facts.text == "full":
        raise CannotRehydrate(f"{address}: release {facts.version} carries all text already")
    if not facts.redacted.rehydratable:
        raise CannotRehydrate(
            f"{address}: release {facts.version} hides people, and nothing in it tells which page file is which; "
            "its text cannot be put back"
        )
    if not raw.is_dir():
        raise CannotRehydrate(f"{raw}: is not a folder; give the folder of your page files, laid out as raw/")


def _require_sums(folder: Path, files: Mapping[str, Sequence[Path]]) -> None:
    sums = read_sums(folder)
    for path in (path for paths in files.values() for path in paths):
        if not path.is_file() or sha256_of(path) != sums[path.name]:
            raise CannotRehydrate(f"{path.name}: is not the file that was released (SHA-256); run `jiceng verify`")
