"""Views that answer what is asked most, for people who know spreadsheets better than SQL."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view over the tables."""

    comment: str
    query: str
    columns: dict[str, tuple[str, str] | str]
    """Column → the table and column that it shows, or what it says."""


_CLASSES = (
    *("party", "government", "congress", "judicial", "mass_organization", "self_government", "enterprise"),
    *("professional", "resident", "other"),
)
"""Of offices, as quotes.role_class has them."""
_PLACE = {
    "community_id": ("communities", "community_id"),
    "place": ("communities", "name"),
    "place_level": ("communities", "level"),
    "province": ("communities", "province"),
    "city": ("communities", "city"),
    "county": ("communities", "county"),
}
_OF_PLACE = (
    "communities.community_id, communities.name AS place, communities.level AS place_level, communities.province, "
    "communities.city, communities.county"
)

EASY_VIEWS = {
    "quotes_by_month": View(
        "Quotes by month, newspaper and class of office.",
        """\
SELECT date_trunc('month', issue_date)::DATE AS month, newspaper, role_class, count(*) AS quotes,
    count(*) FILTER (kind = 'direct') AS direct, count(*) FILTER (kind = 'indirect') AS indirect,
    count(DISTINCT coalesce(person_id, organization_id, speaker)) AS speakers
FROM quotes GROUP BY ALL ORDER BY ALL""",
        {
            "month": "first day of the month; null for undated pages",
            "newspaper": ("quotes", "newspaper"),
            "role_class": ("quotes", "role_class"),
            "quotes": "number of quotes",
            "direct": "of them direct",
            "indirect": "of them indirect",
            "speakers": "number of people and organizations that are quoted",
        },
    ),
    "speakers": View(
        "One row per person or organization that is quoted, with the number of quotes by class of office.",
        f"""\
SELECT coalesce(quotes.person_id, quotes.organization_id) AS speaker_id,
    CASE WHEN quotes.person_id IS NULL THEN 'organization' ELSE 'person' END AS kind,
    coalesce(any_value(people.name), any_value(organizations.name)) AS name,
    coalesce(any_value(people.name_pinyin), any_value(organizations.name_pinyin)) AS name_pinyin,
    coalesce(any_value(people.community_id), any_value(organizations.community_id)) AS community_id,
    count(*) AS quotes, count(*) FILTER (quotes.kind = 'direct') AS direct,
    count(DISTINCT quotes.article_id) AS articles,
    min(quotes.issue_date) AS first_quoted, max(quotes.issue_date) AS last_quoted,
    {", ".join(f"count(*) FILTER (quotes.role_class = '{name}') AS as_{name}" for name in _CLASSES)}
FROM quotes
LEFT JOIN people ON people.person_id = quotes.person_id
LEFT JOIN organizations ON organizations.organization_id = quotes.organization_id AND quotes.person_id IS NULL
WHERE coalesce(quotes.person_id, quotes.organization_id) IS NOT NULL GROUP BY ALL ORDER BY quotes DESC, speaker_id""",
        {
            "speaker_id": "person_id, or organization_id where nobody is named",
            "kind": "person or organization",
            "name": "name of the person or organization",
            "name_pinyin": "its pinyin",
            "community_id": "place of the person or organization",
            "quotes": "number of quotes",
            "direct": "of them direct",
            "articles": "number of articles with them",
            "first_quoted": "date of the first; null where only undated pages have one",
            "last_quoted": "date of the last",
            **{f"as_{name}": f"quotes as holder of an office of the class {name}" for name in _CLASSES},
        },
    ),
    "initiatives_in_communities": View(
        "Initiatives with the place of their holder.",
        f"""\
SELECT initiatives.initiative_id, initiatives.name AS initiative, initiatives.kind, initiatives.holder,
    {_OF_PLACE},
    initiatives.article_count, initiatives.first_seen, initiatives.last_seen
FROM initiatives JOIN communities USING (community_id) ORDER BY community_id, initiative_id""",
        {
            "initiative_id": ("initiatives", "initiative_id"),
            "initiative": ("initiatives", "name"),
            "kind": ("initiatives", "kind"),
            "holder": ("initiatives", "holder"),
            **_PLACE,
            "article_count": ("initiatives", "article_count"),
            "first_seen": ("initiatives", "first_seen"),
            "last_seen": ("initiatives", "last_seen"),
        },
    ),
    "statements": View(
        "Quotes as a sheet: who said what, in which office and place, in which article. No lists, no ids to join.",
        f"""\
SELECT quotes.issue_date AS date, newspapers.title AS newspaper, articles.page_number, articles.headline,
    quotes.speaker, quotes.speaker_title AS office, quotes.speaker_organization AS organization, quotes.role_class,
    {_OF_PLACE},
    quotes.kind, quotes.text AS statement, quotes.confidence, quotes.quote_id, quotes.article_id
FROM quotes JOIN articles USING (article_id) JOIN newspapers ON newspapers.newspaper = quotes.newspaper
LEFT JOIN communities ON communities.community_id = quotes.community_id ORDER BY quotes.quote_id""",
        {
            "date": ("quotes", "issue_date"),
            "newspaper": ("newspapers", "title"),
            "page_number": ("articles", "page_number"),
            "headline": ("articles", "headline"),
            "speaker": ("quotes", "speaker"),
            "office": ("quotes", "speaker_title"),
            "organization": ("quotes", "speaker_organization"),
            "role_class": ("quotes", "role_class"),
            **_PLACE,
            "kind": ("quotes", "kind"),
            "statement": ("quotes", "text"),
            "confidence": ("quotes", "confidence"),
            "quote_id": ("quotes", "quote_id"),
            "article_id": ("quotes", "article_id"),
        },
    ),
}
"""View → what it is; each is over the tables of a build as of a release."""
