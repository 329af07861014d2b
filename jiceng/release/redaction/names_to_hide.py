"""Whose names a release hides, where they are printed, and which pages become opaque for it."""

from collections.abc import Sequence

import pyarrow as pa

from jiceng.dataset.load_sql import literal
from jiceng.release.redaction.layers import Layers, Row
from jiceng.release.redaction.possible_names import possible_names
from jiceng.release.redaction.printed_names import (
    SOMEONE,
    NameFinder,
    given_name,
    ordinary_words,
    public_figures,
    surname_of,
)
from jiceng.release.redaction.suppression import Suppressed

OPAQUE = "/opaque/"
"""Between newspaper and code in an opaque page_id, where other pages have a date."""
_SUPPRESSED = "list_contains(getvariable('suppressed')::VARCHAR[], name)"
_MASKS = pa.list_(pa.struct([("start", pa.int32()), ("stop", pa.int32())]))


class NamesToHide:
    """Finds the names to hide in the tables of `layers`; the connection has the macros of keyed.py.

    Makes the temporary tables private_person, article_person, own_form, context, article_mask, opaque_page and
    opaque_article.
    """

    def __init__(self, layers: Layers, suppressed: Suppressed, *, private: bool) -> None:
        """Take the tables and what is suppressed; private people are hidden only with `private`."""
        self.layers = layers
        self.suppressed = frozenset(entry.name for entry in suppressed.names)
        self.found: set[str] = set()
        """Suppressed names that are printed in the dataset."""
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for entry in suppressed.spans:
            self._spans.setdefault(entry.page_id, []).append((entry.start, entry.end))
        self._find_people(private=private)
        self._find_names()
        self._find_possible_names(private=private)
        self._find_contexts()
        self._find_masks()
        self._find_opaque_pages()

    def _find_people(self, *, private: bool) -> None:
        people, offices = self.layers["people"], self.layers["offices"]
        self.layers.connection.execute("SET VARIABLE suppressed = $names", {"names": sorted(self.suppressed)})
        self.layers.connection.execute("SET VARIABLE figures = $names", {"names": sorted(public_figures())})
        without_office = f"""
            person_id NOT IN (SELECT person_id FROM {offices} WHERE public_office)
            AND NOT list_contains(getvariable('figures'), name)"""
        self.layers.make(
            "private_person",
            f"""
            SELECT person_id, name, aliases FROM {people}
            WHERE {_SUPPRESSED} OR ({without_office if private else "false"})
            """,
        )
        self.layers.make(
            "article_person",
            f"""
            SELECT article_id, entity_id AS person_id FROM {self.layers["mentions"]} WHERE entity_type = 'person'
            UNION SELECT article_id, person_id FROM {self.layers["offices"]}
            UNION SELECT article_id, person_id FROM {self.layers["quotes"]} WHERE person_id IS NOT NULL
            """,
        )

    def _find_names(self) -> None:
        """Divide the names into those hidden everywhere and those hidden in a person's own articles (`own_form`)."""
        names = set(self.suppressed)
        forms: set[tuple[str, str]] = set()
        for row in self.layers.rows("SELECT name, aliases FROM private_person"):
            telling = [row["name"], *(alias for alias in row["aliases"] if tells_of(alias, row["name"]))]
            forms |= {(row["name"], form) for form in telling if len(form) > 1 and SOMEONE not in form}
        names |= {form for _, form in forms}
        givens = {(name, given) for name, form in forms if (given := given_name(form))}
        figures = public_figures() - self.suppressed
        self.words = ordinary_words(names | {given for _, given in givens}) - self.suppressed
        self.finder = NameFinder(names - self.words - figures)
        own = {(name, form) for name, form in forms if form in self.words}
        own |= {(name, given) for name, given in givens if given not in self.words}
        self.words &= names
        self.layers.make_of(
            "own_form",
            ({"name": name, "form": form} for name, form in sorted(own) if form not in figures),
            pa.schema([("name", pa.string()), ("form", pa.string())]),
        )

    def _find_possible_names(self, *, private: bool) -> None:
        """Make `possible_name`: of each article what looks like the name of somebody who was not found as a person."""
        columns = "article_id, list_transform(titles, lambda title: title.text) AS titles, text"
        rows = self.layers.rows(f"SELECT {columns} FROM {self.layers['articles']}") if private else iter(())
        figures = public_figures()
        names = (
            (row["article_id"], name)
            for row in rows
            for name in sorted(possible_names("\n".join([*row["titles"], row["text"]])) - figures)
        )
        self.layers.make_of(
            "possible_name",
            ({"article_id": article_id, "form": name} for article_id, name in names),
            pa.schema([("article_id", pa.string()), ("form", pa.string())]),
        )

    def _find_contexts(self) -> None:
        """Make `context`: of each article the names hidden only there, those that stay, and its authors."""
        self.layers.make(
            "context",
            f"""
            WITH named AS (
                SELECT article_id, people.name, private_person.person_id IS NOT NULL AS hidden
                FROM article_person JOIN {self.layers["people"]} AS people USING (person_id)
                LEFT JOIN private_person USING (person_id)
            ),
            own AS (
                SELECT article_id, list_sort(list(DISTINCT form)) AS local FROM (
                    SELECT article_id, form FROM named JOIN own_form USING (name) WHERE hidden
                    UNION FROM possible_name
                ) GROUP BY article_id
            ),
            places AS (
                SELECT article_id, list(DISTINCT surface) AS names FROM (
                    SELECT article_id, surface FROM {self.layers["mentions"]} WHERE entity_type = 'community'
                    UNION SELECT article_id, name FROM {self.layers["mentions"]} AS mentions
                    JOIN {self.layers["communities"]} ON community_id = entity_id WHERE entity_type = 'community'
                ) GROUP BY article_id
            ),
            others AS (
                SELECT article_id, list(DISTINCT name) FILTER (NOT hidden) AS public,
                    list(DISTINCT name) FILTER (hidden) AS hidden
                FROM named GROUP BY article_id
            ),
            authors AS (
                SELECT article_id,
                    list_distinct(list_transform(list_concat(byline, credits), lambda credit: credit.name)) AS names
                FROM {self.layers["articles"]} WHERE len(byline) + len(credits) > 0
            )
            SELECT article_id, coalesce(local, []) AS local,
                list_sort(list_filter(
                    list_distinct(list_concat(
                        coalesce(public, []), coalesce(authors.names, []), coalesce(places.names, [])
                    )),
                    lambda name: NOT list_contains(coalesce(hidden, []), name) AND NOT {_SUPPRESSED}
                )) AS kept,
                list_sort(list_filter(coalesce(authors.names, []), lambda name: NOT {_SUPPRESSED})) AS authors
            FROM own FULL JOIN others USING (article_id) FULL JOIN authors USING (article_id)
            FULL JOIN places USING (article_id)
            """,
        )

    def _find_masks(self) -> None:
        """Make `article_mask`: of each article in which something is hidden, where in its text."""
        rows = self.layers.rows(f"""
            SELECT article_id, page_id, text, raw_spans, titles, dateline, coalesce(local, []) AS local,
                coalesce(kept, []) AS kept, coalesce(authors, []) AS authors
            FROM {self.layers["articles"]} LEFT JOIN context USING (article_id)
        """)
        schema = pa.schema([("article_id", pa.string()), ("page_id", pa.string()), ("masks", _MASKS)])
        self.layers.make_of("article_mask", filter(None, map(self._article_mask, rows)), schema)

    def _article_mask(self, row: Row) -> Row | None:
        names = self.finder.find(row["text"], row["local"], row["kept"])
        masks = [name.mask for name in names] + self.refused(row["page_id"], row["text"], row["raw_spans"])
        place = (row["dateline"] or {}).get("place") or ""
        for text in (place, *(title["text"] for title in row["titles"])):
            names += self.finder.find(text, row["local"], [*row["kept"], *row["authors"]])
        self.found |= self.suppressed & {name.name for name in names}
        if not names and not masks:
            return None
        return {
            "article_id": row["article_id"],
            "page_id": row["page_id"],
            "masks": [{"start": start, "stop": stop} for start, stop in masks],
        }

    def refused(self, page_id: str, text: str, spans: Sequence[dict[str, int]]) -> list[tuple[int, int]]:
        """Return the ranges of a text whose characters are in a suppressed span of the page."""
        refused = self._spans.get(page_id)
        if refused is None:
            return []
        offsets = (offset for offset, character in enumerate(text) if character != "\n")
        raw = (at for span in spans for at in range(span["start"], span["end"]))
        hidden = (place for place, at in zip(offsets, raw, strict=True) if any(a <= at < b for a, b in refused))
        return [(place, place + 1) for place in hidden]

    def _find_opaque_pages(self) -> None:
        pages, articles = self.layers["pages"], self.layers["articles"]
        self.layers.make(
            "named_page",
            f"""
            SELECT page_id FROM article_mask
            UNION SELECT page_id FROM {articles} JOIN article_person USING (article_id) JOIN private_person
                USING (person_id)
            UNION SELECT page_id FROM refused_span
            """,
        )
        rows = self.layers.rows(f"""
            WITH known AS (
                SELECT page_id, list_distinct(flatten(list(list_concat(kept, authors)))) AS kept
                FROM {articles} JOIN context USING (article_id) GROUP BY page_id
            )
            SELECT page_id, source_path, raw_text, coalesce(kept, []) AS kept
            FROM {pages} LEFT JOIN known USING (page_id) WHERE page_id NOT IN (FROM named_page)
        """)
        self.layers.make_of(
            "printed_page",
            ({"page_id": row["page_id"]} for row in rows if self._prints_a_name(row)),
            pa.schema([("page_id", pa.string())]),
        )
        self.layers.make(
            "opaque_page",
            f"""
            SELECT page_id, newspaper || {literal(OPAQUE)} || code('page', page_id) AS shown FROM {pages}
            WHERE page_id IN (FROM named_page UNION FROM printed_page)
            """,
        )
        self.layers.make(
            "opaque_article",
            f"""
            SELECT article_id, shown || '/a' || code('articles', article_id) AS shown
            FROM {articles} JOIN opaque_page USING (page_id)
            """,
        )

    def _prints_a_name(self, page: Row) -> bool:
        """Return whether a page's raw text or path has a name in it, also one that line ends divide."""
        raw = "".join((page["raw_text"] or "").split())
        names = self.finder.find(raw, kept=page["kept"]) + self.finder.find(page["source_path"])
        self.found |= self.suppressed & {name.name for name in names}
        return bool(names)


def tells_of(alias: str, name: str) -> bool:
    """Return whether a form of a name tells more of it than the surname."""
    given = name[len(surname_of(name)) :]
    return any(character in alias for character in given if character != "·")
