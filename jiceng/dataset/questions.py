"""What is asked of a dataset without SQL: who said what, which communities there are, and what it holds."""

from dataclasses import dataclass
from datetime import date

from jiceng.dataset.load_sql import literal


@dataclass(frozen=True, slots=True)
class QuotesAsked:
    """Which quotes are asked for; None: any."""

    speaker: str | None = None
    """Name of the speaker, or its pinyin."""
    community: str | None = None
    """Name or path of a place; of a path, those below it, too."""
    organization: str | None = None
    """Words of the organization as it is printed."""
    newspaper: str | None = None
    since: date | None = None
    until: date | None = None
    kind: str | None = None
    role_class: str | None = None
    most: int = 50


def quotes_sql(asked: QuotesAsked) -> str:
    """Return SQL for quotes with date, newspaper, who, where and what; in the order of their dates."""
    conditions = ["true"]
    if asked.speaker:
        name = literal(asked.speaker)
        pinyin = literal(asked.speaker.replace(" ", "").lower())
        conditions.append(
            f"(quotes.speaker = {name} OR people.name = {name} OR list_contains(people.aliases, {name})"
            f" OR replace(lower(people.name_pinyin), ' ', '') = {pinyin})"
        )
    if asked.community:
        conditions.append(_is_place("quotes.community_id", asked.community))
    if asked.organization:
        conditions.append(f"contains(quotes.speaker_organization, {literal(asked.organization)})")
    for column, value in (("newspaper", asked.newspaper), ("kind", asked.kind), ("role_class", asked.role_class)):
        if value:
            conditions.append(f"quotes.{column} = {literal(value)}")
    if asked.since:
        conditions.append(f"quotes.issue_date >= DATE '{asked.since}'")
    if asked.until:
        conditions.append(f"quotes.issue_date <= DATE '{asked.until}'")
    return f"""
        SELECT quotes.issue_date AS date, quotes.newspaper, quotes.speaker, quotes.speaker_title AS office,
            quotes.speaker_organization AS organization, quotes.community_id, quotes.kind, quotes.text,
            round(quotes.confidence, 2) AS confidence, quotes.quote_id
        FROM quotes LEFT JOIN people ON people.person_id = quotes.person_id
        WHERE {" AND ".join(conditions)} ORDER BY quotes.issue_date, quotes.quote_id LIMIT {asked.most}
    """


def _is_place(column: str, place: str) -> str:
    """Return SQL: is a place, or below it, given its path, or its name alone."""
    path = literal(place.strip("/"))
    if "/" in place.strip("/"):
        return f"starts_with({column} || '/', {path} || '/')"
    return f"contains('/' || {column} || '/', '/' || {path} || '/')"


def communities_sql(place: str | None = None) -> str:
    """Return SQL for communities, a place and those below it or all, with the numbers of quotes and initiatives."""
    condition = _is_place("communities.community_id", place) if place else "true"
    return f"""
        SELECT communities.community_id, communities.name, communities.level, communities.parent_id,
            coalesce(said.quotes, 0) AS quotes, coalesce(held.initiatives, 0) AS initiatives,
            communities.article_count AS articles
        FROM communities
        LEFT JOIN (SELECT community_id, count(*) AS quotes FROM quotes GROUP BY community_id) AS said
            ON said.community_id = communities.community_id
        LEFT JOIN (SELECT community_id, count(*) AS initiatives FROM initiatives GROUP BY community_id) AS held
            ON held.community_id = communities.community_id
        WHERE {condition} ORDER BY communities.community_id
    """


STATISTICS = {
    "newspapers": """
        SELECT newspapers.title, count(*) AS pages, min(pages.issue_date)::VARCHAR AS first,
            max(pages.issue_date)::VARCHAR AS last
        FROM pages JOIN newspapers USING (newspaper) GROUP BY ALL ORDER BY pages DESC, title LIMIT 10""",
    "quotes by year": """
        SELECT coalesce(year(issue_date)::VARCHAR, 'undated') AS year, count(*) AS quotes
        FROM quotes GROUP BY ALL ORDER BY year""",
    "quotes by class of office": """
        SELECT coalesce(role_class, 'none') AS class, count(*) AS quotes FROM quotes
        GROUP BY ALL ORDER BY quotes DESC, class""",
    "most quoted": """
        SELECT concat_ws('  ', name, community_id) AS who, quotes FROM speakers
        ORDER BY quotes DESC, who LIMIT 10""",
    "initiatives by kind": """
        SELECT kind, count(*) AS initiatives FROM initiatives GROUP BY ALL ORDER BY initiatives DESC, kind""",
    "communities with most quotes": """
        SELECT community_id AS community, count(*) AS quotes FROM quotes WHERE community_id IS NOT NULL
        GROUP BY ALL ORDER BY quotes DESC, community LIMIT 10""",
}
"""Heading → SQL of what `jiceng stats` shows; of two columns, the second is a number to compare."""
