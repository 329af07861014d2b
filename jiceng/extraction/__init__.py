"""Articles → findings: quotes, people, communities, organizations, initiatives."""

from operator import attrgetter
from typing import Any

from jiceng.extraction.findings import Findings, merged
from jiceng.extraction.initiatives import find as initiatives
from jiceng.extraction.organizations import find as organizations
from jiceng.extraction.people import find as people
from jiceng.extraction.places import find as communities
from jiceng.extraction.quotes import find as quotes
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import Rule

RULES: tuple[Rule[Any, Any], ...] = (
    *quotes.RULES,
    *people.RULES,
    *organizations.RULES,
    *communities.RULES,
    *initiatives.RULES,
)
"""Every rule that makes records, by room."""


def extract(article: ArticleText) -> Findings:
    """Return what one article says: who speaks and how, and whom, which organizations and which places it names.

    Offsets in the findings are code points of the article's text.
    """
    found_communities = communities.find_communities(article)
    found_people = people.find_people(article)
    found_quotes = quotes.find_quotes(article, found_people)
    found_initiatives = initiatives.find_initiatives(article, found_people, found_quotes, found_communities)
    found = Findings(
        text=article,
        quotes=found_quotes,
        people=found_people,
        communities=merged(found_communities, attrgetter("path")),
        initiatives=found_initiatives,
    )
    return organizations.with_organizations(found)
