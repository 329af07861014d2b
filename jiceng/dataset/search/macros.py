"""The macros search_articles, search_quotes and search_initiatives: questions to the index, in SQL for any DuckDB."""

from pathlib import Path
from string import Template

MACROS = {"articles": "search_articles", "quotes": "search_quotes", "initiatives": "search_initiatives"}
"""Table → macro that searches it."""
SEARCHED = {
    "articles": ("kicker", "headline", "subheadline", "text"),
    "quotes": ("text", "speaker", "speaker_title", "speaker_organization"),
    "initiatives": ("name", "holder", "description"),
}
"""Table → columns whose text is searched."""
SEARCHED_LISTS = {"articles": (), "quotes": (), "initiatives": ("aliases", "components")}
"""Table → columns that are lists of texts."""
_KEYS = {"articles": "article_id", "quotes": "quote_id", "initiatives": "initiative_id"}
NAMED_BY_PINYIN = ("people", "communities", "organizations")
"""Tables whose names are found by pinyin."""
_PLACE = "starts_with({0}.community_id || '/', rtrim(place, '/') || '/')"
_PLACES = {
    "articles": "documents.row_id IN (SELECT article_id FROM mentions WHERE entity_type = 'community' "
    "AND starts_with(entity_id || '/', rtrim(place, '/') || '/'))",
    "quotes": _PLACE.format("documents"),
    "initiatives": _PLACE.format("documents"),
}
_NEWSPAPERS = {
    "articles": "documents.newspaper = in_newspaper",
    "quotes": "documents.newspaper = in_newspaper",
    "initiatives": "documents.row_id IN (SELECT entity_id FROM mentions WHERE entity_type = 'initiative' "
    "AND starts_with(article_id, in_newspaper || '/'))",
}
_CONTEXT = 20
"""Characters before the first hit in a snippet."""
_SNIPPET = 80
"""Characters of a snippet."""
_LETTERS = (
    r"regexp_extract_all(regexp_replace(' ' || lower(query) || ' ', '\s+', '  ', 'g'), "
    r"'\s[^\pL\pN\s]*([\pL\pN])([^\pL\pN\s]+[\pL\pN])*[^\pL\pN\s]*\s', 1)"
)
"""SQL for the first letters of the words that have no pair; of constants, so DuckDB computes it before it reads."""
_SQL = Path(__file__).with_name("macro.sql")
LOOKED_UP = 50
"""Keys that DuckDB looks up in the row groups that may have them; for more it reads the whole table (LOOK_UP_ALL)."""
LOOK_UP_ALL = "SET dynamic_or_filter_threshold = 30000"
"""SQL by which a connection looks up as many keys as a question of `jiceng search` may have."""
_TRIED = f"CASE WHEN most <= {LOOKED_UP} THEN least(3 * most, {LOOKED_UP}) ELSE 3 * most END"
"""SQL for how many of the rows that have all tokens are read: in some of them the tokens do not follow each other."""


def search_macros(columns: dict[str, list[str]]) -> list[str]:
    """Return the statements that make the macros; `columns` is table → the columns that it has."""
    return [_macro(target, columns) for target in MACROS]


def _text(target: str, has: list[str]) -> str:
    """Return SQL for the text of a row that is searched."""
    parts = [f"row.{name}" for name in SEARCHED[target] if name in has]
    parts += [f"array_to_string(row.{name}, ' ')" for name in SEARCHED_LISTS[target] if name in has]
    return f"concat_ws(chr(10), {', '.join(parts)})"


def _macro(target: str, columns: dict[str, list[str]]) -> str:
    key = _KEYS[target]
    named = " UNION ALL ".join(
        f"SELECT lower(name) AS name, replace(lower(name_pinyin), ' ', '') AS pinyin FROM {table}"
        for table in NAMED_BY_PINYIN
        if "name_pinyin" in columns[table]
    )
    return Template(_SQL.read_text(encoding="utf-8").rstrip()).substitute(
        macro=MACROS[target],
        target=target,
        key=key,
        named=named,
        text=_text(target, columns[target]),
        of_newspaper=_NEWSPAPERS[target],
        of_place=_PLACES[target],
        letters=_LETTERS,
        tried=_TRIED,
        context=_CONTEXT,
        snippet_length=_SNIPPET,
    )
