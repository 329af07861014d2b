"""A reader's question to the index, as SQL that the connection of a dataset answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from jiceng.dataset.load_sql import literal
from jiceng.dataset.search.macros import MACROS, NAMED_BY_PINYIN

_SHOWN = {
    "articles": "article_id AS id, newspaper, issue_date AS date, headline AS what, NULL::VARCHAR AS place",
    "quotes": "quote_id AS id, newspaper, issue_date AS date, "
    "concat_ws(' ', speaker_organization, speaker_title, speaker) AS what, community_id AS place",
    "initiatives": "initiative_id AS id, NULL::VARCHAR AS newspaper, first_seen AS date, concat_ws(' ', holder, name)"
    " AS what, community_id AS place",
}
"""Target → SQL for the columns of a hit that its row gives, those that a release withholds among them not."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and where."""

    words: Sequence[str]
    """All of them must be there, each as it is written; of a name, pinyin will do."""
    targets: Sequence[str] = ("quotes", "articles", "initiatives")
    most: int = 10
    """Hits per target."""
    since: date | None = None
    until: date | None = None
    newspaper: str | None = None
    place: str | None = None
    """Path of a place: 四川省/攀枝花市; those below it are searched, too."""


def with_whole_names(connection: duckdb.DuckDBPyConnection, words: Sequence[str]) -> list[str]:
    """Return words with those that together are a name in pinyin as one: ling, yonghang → lingyonghang."""
    spelled = " ".join(words).lower()
    if len(words) < 2 or not re.fullmatch(r"[a-zü' ]+", spelled):
        return list(words)
    joined = re.sub(r"[' ]", "", spelled)
    named = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE replace(lower(name_pinyin), ' ', '') = $name" for table in NAMED_BY_PINYIN
    )
    return [joined] if connection.execute(f"{named} LIMIT 1", {"name": joined}).fetchall() else list(words)


def search_sql(question: Question) -> str:
    """Return SQL for the hits of a question: in, id, newspaper, date, what, place, snippet, score; the best first."""
    parts = [f"({_of_target(question, target)})" for target in question.targets]
    return " UNION ALL ".join(parts)


def _of_target(question: Question, target: str) -> str:
    key = f"{target.removesuffix('s')}_id"
    given = {
        "since": question.since and question.since.isoformat(),
        "until": question.until and question.until.isoformat(),
        "in_newspaper": question.newspaper,
        "place": question.place,
    }
    wanted = [literal(" ".join(question.words)), f"most := {question.most}"]
    wanted += [f"{name} := {literal(value)}" for name, value in given.items() if value]
    return f"""
        SELECT {literal(target)} AS "in", {_SHOWN[target]}, snippet, round(score) AS score
        FROM {MACROS[target]}({", ".join(wanted)}) JOIN {target} USING ({key}) ORDER BY score DESC, id
    """
