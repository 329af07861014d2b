"""Private people under pseudonyms: surname and 某 in every string, opaque keys and no spans for pages that name them.

Private is whoever holds no public office in any article (`offices.public_office`), and whoever asked to be left out
(suppressed.toml). A page that prints the name of one, found as a person or not, is *opaque*: its key and those of all
its rows are codes, and what leads to the page or back to the name (raw text, spans, hashes, file names, page numbers)
is gone. Other pages stay as they are. As a hidden name is as long as the name, offsets into `articles.text` stay true.

A name is hidden wherever it is printed, with three exceptions, in which a reader would be misled more than a person
protected: inside the name of someone public in the same article or of its author; where it is a word of the language
(平台), outside the articles that have a person of this name; and the names of public_figures.txt.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pyarrow as pa

from jiceng.dataset.load_sql import identifier, literal
from jiceng.extraction.text.pinyin import name_pinyin
from jiceng.release.contents import RELEASED, released_schema
from jiceng.release.redaction.keyed import CODE_DIGITS
from jiceng.release.redaction.layers import Layers, Row
from jiceng.release.redaction.names_to_hide import OPAQUE, NamesToHide, tells_of
from jiceng.release.redaction.printed_names import hidden_name, masked
from jiceng.release.redaction.suppression import Suppressed
from schemas import ENTITY_TABLES

_CODED = re.compile(f"#[0-9a-f]{{{CODE_DIGITS}}}|^~[0-9a-f]{{{CODE_DIGITS}}}$")
_PAGE_OF = "regexp_extract({0}, '^[^/]+/[^/]+/[^/]+')"
_ARTICLE_IN = "regexp_extract({0}, '^[^/]+/[^/]+/[^/]+/a[0-9]+')"
_ENTITY_STRINGS = {
    "people": "concat_ws(' ', person_id, array_to_string(aliases, ' '))",
    "organizations": "concat_ws(' ', organization_id, name, array_to_string(aliases, ' '))",
    "communities": "concat_ws(' ', community_id, array_to_string(aliases, ' '))",
    "initiatives": "concat_ws(' ', initiative_id, name, holder, description, array_to_string(aliases, ' '), "
    "array_to_string(components, ' '))",
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was hidden, in numbers."""

    people: int
    """Rows of `people` that have a pseudonym."""
    pages: int
    """Pages whose keys are opaque."""
    words: int
    """Names that are words, too, and hidden only in the articles that have a person of that name."""


class PeopleHidden:
    """Hides people in the tables of `layers`; the connection has the macros of keyed.py."""

    def __init__(self, layers: Layers, suppressed: Suppressed, *, private: bool) -> None:
        """Hide private people, or only what is suppressed: names, and the characters of spans."""
        self.layers = layers
        self._whole = layers.names()
        self.names = NamesToHide(layers, suppressed, private=private)
        self.hidden = Hidden(
            people=layers.count("private_person"), pages=layers.count("opaque_page"), words=len(self.names.words)
        )
        self._hide_entities()
        self._hide_records()
        self._hide_pages()

    @property
    def found(self) -> set[str]:
        """Suppressed names that are printed in the dataset."""
        return self.names.found

    def shown_keys(self, table: str, keys: Sequence[str]) -> dict[str, str]:
        """Return key → how it is shown, for rows of a table; a row that is not in these tables is shown as a code.

        A key is the first of a row's key columns.
        """
        known = {key: key for key in keys if OPAQUE in key or _CODED.search(key)}
        asked = pa.table({"key": pa.array([key for key in keys if key not in known], pa.string())})
        table = "people" if table == "offices" else table
        code = f"code({literal(table)}, key)"
        if table in ENTITY_TABLES.values():
            shown = f"coalesce({RELEASED[table].key[0]}, '~' || {code})"
            joined = f"LEFT JOIN hidden_{table} ON old_id = key"
        else:
            below = f"""substring(key, length(page.page_id) + 1, 2) || CASE WHEN key <> page.page_id THEN {code}
                || regexp_extract(key, '-(person|organization|community|initiative)$') ELSE '' END"""
            shown = f"CASE WHEN page.page_id IS NULL THEN '~' || {code} ELSE coalesce(shown || {below}, key) END"
            joined = f"""LEFT JOIN {self._whole["pages"]} AS page ON page.page_id = {_PAGE_OF.format("key")}
                LEFT JOIN opaque_page ON opaque_page.page_id = page.page_id"""
        self.layers.connection.register("asked", asked)
        found = self.layers.connection.execute(f"SELECT key, {shown} FROM asked {joined}").fetchall()
        self.layers.connection.unregister("asked")
        return known | dict(found)

    def _hide_entities(self) -> None:
        """Hide names in the rows of people, organizations, communities and initiatives, and in their ids everywhere."""
        self.layers.make(
            "entity_article",
            f"""
            SELECT entity_type AS kind, entity_id, article_id FROM {self.layers["mentions"]}
            UNION SELECT 'organization', organization_id, article_id FROM {self.layers["quotes"]}
            UNION SELECT 'community', community_id, article_id FROM {self.layers["quotes"]}
            UNION SELECT 'organization', organization_id, article_id FROM {self.layers["offices"]}
            UNION SELECT 'community', community_id, article_id FROM {self.layers["offices"]}
            UNION SELECT 'person', person_id, article_id FROM article_person
            """,
        )
        for kind, table in ENTITY_TABLES.items():
            self._hide_entity_table(kind, table)
        for table in ENTITY_TABLES.values():
            self._map_references(table)

    def _hide_entity_table(self, kind: str, table: str) -> None:
        (key,) = RELEASED[table].key
        strings = _ENTITY_STRINGS[table]
        in_strings = "list_sort(list_distinct(flatten(list(list_filter({0}, lambda n: contains(strings, n))))))"
        below = _ARTICLE_IN.format(f"substring({key}, strpos({key}, '@') + 1)")
        rows = self.layers.rows(f"""
            WITH found AS (
                SELECT entity_id, list_concat(local, []) AS local, kept
                FROM entity_article JOIN context USING (article_id) WHERE kind = {literal(kind)}
            ),
            strings AS (SELECT {key} AS entity_id, {strings} AS strings FROM {self.layers[table]}),
            near AS (
                SELECT entity_id, {in_strings.format("local")} AS local, {in_strings.format("kept")} AS kept
                FROM found JOIN strings USING (entity_id)
                WHERE len(local) + len(kept) > 0 GROUP BY entity_id
            )
            SELECT entity.*, coalesce(near.local, []) AS local, coalesce(near.kept, []) AS kept,
                code({literal(table)}, {key}) AS code, {below} AS below, opaque_article.shown AS shown_below,
                {f"{key} IN (SELECT person_id FROM private_person)" if table == "people" else "false"} AS hidden
            FROM {self.layers[table]} AS entity LEFT JOIN near ON near.entity_id = {key}
            LEFT JOIN opaque_article ON opaque_article.article_id = {below}
        """)
        schema = released_schema(table)
        entity_schema = pa.schema([*schema, pa.field("old_id", pa.string())])
        self.layers.make_of(f"hidden_{table}", (self._entity(table, key, row) for row in rows), entity_schema)
        self.layers.make(f"shown_{table}", f"SELECT old_id, {key} AS shown FROM hidden_{table} WHERE old_id <> {key}")
        names = ", ".join(identifier(name) for name in schema.names)
        self.layers.replace(table, f"SELECT {names} FROM hidden_{table}")

    def _entity(self, table: str, key: str, row: Row) -> Row:
        hide = self._hider(row)
        old = row[key]
        changed = {**row, "old_id": old}
        name, at, rest = old.partition("@") if table in ("people", "initiatives") else ("", "", old)
        below = row["below"] if row["shown_below"] is not None else ""
        rest = (row["shown_below"] or "") + hide(rest[len(below) :])
        if table == "people":
            shown = f"{hidden_name(row['name'])}#{row['code']}" if row["hidden"] else row["name"]
            changed |= {key: f"{shown}@{rest}", "name": shown}
            if row["hidden"]:
                changed["name_pinyin"] = name_pinyin(hidden_name(row["name"]), is_person=True)
                aliases = {
                    hidden_name(alias) if tells_of(alias, row["name"]) else hide(alias) for alias in row["aliases"]
                }
                changed["aliases"] = sorted(aliases - {hidden_name(row["name"])})
                return changed
        else:
            unchanged = hide(name) == name and (hide(old) == old or row["shown_below"] is not None)
            changed[key] = hide(name) + at + rest + ("" if unchanged else f"#{row['code']}")
            changed["name"] = hide(row["name"])
            if "name_pinyin" in row and changed["name"] != row["name"]:
                changed["name_pinyin"] = name_pinyin(changed["name"])
        changed["aliases"] = sorted({hide(alias) for alias in row["aliases"]} - {changed["name"]})
        for column in ("holder", "description", "province", "city", "county"):
            if row.get(column) is not None:
                changed[column] = hide(row[column])
        if "components" in row:
            changed["components"] = [hide(part) for part in row["components"]]
        return changed

    def _hider(self, row: Row) -> Callable[[str], str]:
        local, kept = row["local"] or (), row["kept"] or ()
        return lambda text: self.names.finder.hide(text, local, kept)

    def _map_references(self, table: str) -> None:
        """Make the columns that point to entities, articles and pages hold the ids that are shown."""
        joins, columns = [], []
        for column, target in RELEASED[table].references.items():
            shown = _SHOWN.get(target)
            if shown is None:
                continue
            old = "old_id" if target in ENTITY_TABLES.values() else RELEASED[target].key[0]
            joins.append(f"LEFT JOIN {shown} AS of_{column} ON of_{column}.{old} = rows.{column}")
            columns.append(f"coalesce(of_{column}.shown, rows.{column}) AS {column}")
        if columns:
            query = f"SELECT rows.* REPLACE ({', '.join(columns)}) FROM {self.layers[table]} AS rows {' '.join(joins)}"
            self.layers.replace(table, query)

    def _hide_records(self) -> None:
        for table, change in (
            ("articles", self._article),
            ("quotes", self._quote),
            ("offices", self._office),
            ("mentions", self._mention),
        ):
            self._hide_rows(table, change)
            self._map_references(table)
        self.layers.replace(
            "mentions",
            f"""
            SELECT mentions.* REPLACE (coalesce({", ".join(f"{table}.shown" for table in ENTITY_TABLES.values())},
                entity_id) AS entity_id)
            FROM {self.layers["mentions"]} AS mentions
            {" ".join(self._entity_join(kind, table) for kind, table in ENTITY_TABLES.items())}
            """,
        )
        self.layers.replace(
            "breaks", f"SELECT * FROM {self.layers['breaks']} WHERE page_id NOT IN (SELECT page_id FROM opaque_page)"
        )

    def _entity_join(self, kind: str, table: str) -> str:
        return (
            f"LEFT JOIN shown_{table} AS {table} ON mentions.entity_type = {literal(kind)} "
            f"AND {table}.old_id = mentions.entity_id"
        )

    def _hide_rows(self, table: str, change: Callable[[Row], Row]) -> None:
        """Replace the rows of opaque pages by what `change` makes of them; keep the others."""
        below = self.layers[table]
        (key, *_) = RELEASED[table].key
        speaker = "shown_people" if table == "quotes" else "(SELECT NULL AS old_id, NULL AS shown)"
        of_person = "person_id" if table == "quotes" else "NULL"
        rows = self.layers.rows(f"""
            SELECT rows.*, opaque_article.shown AS shown_article, code({literal(table)}, {key}) AS code, masks,
                coalesce(local, []) AS local, coalesce(kept, []) AS kept, coalesce(authors, []) AS authors,
                CASE WHEN {of_person} IN (SELECT person_id FROM private_person) THEN speaker.shown END AS hidden_speaker
            FROM {below} AS rows JOIN opaque_article USING (article_id) LEFT JOIN article_mask USING (article_id)
            LEFT JOIN context USING (article_id) LEFT JOIN {speaker} AS speaker ON speaker.old_id = {of_person}
        """)
        self.layers.make_of(f"hidden_{table}", map(change, rows), released_schema(table))
        self.layers.replace(
            table,
            f"""
            SELECT * FROM {below} WHERE article_id NOT IN (SELECT article_id FROM opaque_article)
            UNION ALL BY NAME FROM hidden_{table}
            """,
        )

    def _article(self, row: Row) -> Row:
        hide = self._hider(row)
        masks = _masks(row)
        text = masked(row["text"], masks)
        in_byline = [*row["kept"], *row["authors"]]
        titles = []
        for title in row["titles"]:
            is_byline = title["role"] == "byline"
            shown = self.names.finder.hide(title["text"], row["local"], in_byline) if is_byline else hide(title["text"])
            shown = masked(shown, self.names.refused(row["page_id"], shown, title["spans"]))
            titles.append({**title, "text": shown, "spans": []})
        printed = {
            role: " ".join(title["text"] for title in titles if title["role"] == role) or None
            for role in ("kicker", "headline", "subheadline")
        }
        dateline = row["dateline"]
        if dateline and dateline["place"]:
            dateline = {**dateline, "place": hide(dateline["place"])}
        return {
            **row,
            **printed,
            "article_id": row["shown_article"],
            "page_number": None,
            "titles": titles,
            "byline": [self._author(credit) for credit in row["byline"]],
            "credits": [self._author(credit) for credit in row["credits"]],
            "dateline": dateline,
            "text": text,
            "raw_spans": [],
            "text_sha256": sha256(text.encode()).hexdigest(),
            "keywords": [word for word in row["keywords"] if word in text],
            "continues": None,
            "continued_from": None,
        }

    def _author(self, credit: Row) -> Row:
        return {**credit, "name": hidden_name(credit["name"])} if credit["name"] in self.names.suppressed else credit

    def _quote(self, row: Row) -> Row:
        hide = self._hider(row)
        changed = {
            name: row[name] and hide(row[name]) for name in ("speaker", "speaker_title", "speaker_organization", "cue")
        }
        if row["hidden_speaker"] is not None:
            changed["speaker"] = row["hidden_speaker"].partition("@")[0]
        return {
            **row,
            **changed,
            "quote_id": f"{_page_of(row)}/q{row['code']}",
            "article_id": row["shown_article"],
            "text": masked(row["text"], _masks(row), row["text_start"]),
            "raw_spans": [],
        }

    def _mention(self, row: Row) -> Row:
        return {
            **row,
            "mention_id": f"{_page_of(row)}/m{row['code']}-{row['entity_type']}",
            "article_id": row["shown_article"],
            "surface": masked(row["surface"], _masks(row), row["text_start"]),
            "raw_spans": [],
        }

    def _office(self, row: Row) -> Row:
        hide = self._hider(row)
        title = hide(row["title"])
        aliases = sorted({hide(alias) for alias in row["aliases"]} - {title})
        return {**row, "article_id": row["shown_article"], "title": title, "aliases": aliases}

    def _hide_pages(self) -> None:
        nothing = ("page_number", "source_url", "image_sha256", "raw_text", "raw_sha256")
        replaced = [f"CASE WHEN shown IS NULL THEN {name} END AS {name}" for name in nothing]
        replaced += [
            "CASE WHEN shown IS NULL THEN furniture_spans ELSE [] END AS furniture_spans",
            "coalesce(shown, page_id) AS page_id",
            "coalesce(shown || regexp_extract(source_path, '[.][A-Za-z]+$'), source_path) AS source_path",
            "CASE WHEN shown IS NULL THEN source_sha256 ELSE keyed('source', source_sha256) END AS source_sha256",
        ]
        self.layers.replace(
            "pages",
            f"""
            SELECT rows.* REPLACE ({", ".join(replaced)})
            FROM {self.layers["pages"]} AS rows LEFT JOIN opaque_page USING (page_id)
            """,
        )


_SHOWN = {
    "pages": "opaque_page",
    "people": "shown_people",
    "organizations": "shown_organizations",
    "communities": "shown_communities",
    "initiatives": "shown_initiatives",
}
"""Table → that of its keys that are shown as others; articles' keys are changed with their rows."""


def _masks(row: Row) -> list[tuple[int, int]]:
    return [(mask["start"], mask["stop"]) for mask in row["masks"] or ()]


def _page_of(row: Row) -> str:
    return str(row["shown_article"]).rpartition("/")[0]
