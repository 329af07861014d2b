"""Paragraphs → articles: which titles, bylines and paragraphs belong together, and in which order they are read."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jiceng.reading.layout.parts import Part, parts_of, title_roles
from jiceng.reading.layout.search import Plan, search
from jiceng.reading.layout.vocabulary import union
from jiceng.reading.lines.bylines import starts_with_dateline
from jiceng.reading.paragraphs.repair import LineGroup, RepairedPage

_LEAST_REPEATED = 0.2
"""Share of its titles' words that the body of an article repeats, if nothing is doubtful about it."""


@dataclass(slots=True)
class LaidArticle:
    """An article's units in reading order."""

    titles: list[LineGroup] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    byline: list[LineGroup] = field(default_factory=list)
    body: list[LineGroup] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """`first` of the units that are section headings."""
    uncertain: bool = False
    """Whether something in it may belong to another article, or something of it stands in another."""
    sidebar: bool = False


def _placed_units(parts: Sequence[Part], plan: Plan) -> list[tuple[LineGroup, int, str, int]]:
    """Return every unit in printed order with the number of its article, its role there and the index of its part."""
    places = [
        (index, at, role, unit)
        for index, (part, (_, role)) in enumerate(zip(parts, plan.roles, strict=True))
        for at, unit in enumerate(part.units)
    ]
    owners = [
        plan.cuts[index][0] if index in plan.cuts and at < plan.cuts[index][1] else plan.roles[index][0]
        for index, at, *_ in places
    ]
    if not plan.splits:
        return [(unit, owner, role, index) for owner, (index, _, role, unit) in zip(owners, places, strict=True)]
    places_of: dict[int, list[int]] = {}
    for place, owner in enumerate(owners):
        places_of.setdefault(owner, []).append(place)
    for number, (taken_for, *beginning) in reversed(plan.splits):
        taken = places_of.get(taken_for, [])
        first = bisect_left(taken, beginning, key=lambda place: list(places[place][:2]))
        moved = [place for place in taken[first:] if places[place][2] != "title"]
        places_of[taken_for] = taken[:first] + [place for place in taken[first:] if places[place][2] == "title"]
        places_of.setdefault(number, []).extend(moved)
        for place in moved:
            owners[place] = number
    return [(unit, owner, role, index) for owner, (index, _, role, unit) in zip(owners, places, strict=True)]


def _doubtful_articles(plan: Plan) -> set[int]:
    """Return the numbers of the articles whose extent was found by words alone, or is hardly likelier than another."""
    doubtful = {plan.roles[index][0] for index in plan.doubtful}
    doubtful.update(number for number, (taken_for, *_) in plan.splits for number in (number, taken_for))
    doubtful.update(number for index, (other, _) in plan.cuts.items() for number in (other, plan.roles[index][0]))
    return doubtful


def _hangs_together(article: LaidArticle, titles: Sequence[Part], body: Sequence[Part]) -> bool:
    """Say whether an article has a body, which stands in one place and repeats something of its titles."""
    if any(unit.end != behind.first for unit, behind in pairwise(article.body)):
        return False
    words = union([part.vocabulary for part in titles])
    repeated = words.in_common(union([part.vocabulary for part in body]))
    return bool(body) and repeated >= _LEAST_REPEATED * words.size


def lay_out(page: RepairedPage) -> list[LaidArticle]:
    """Return the articles of a page in reading order; every unit but furniture stands in exactly one."""
    parts = parts_of(page)
    plan = search(parts)
    articles: defaultdict[int, LaidArticle] = defaultdict(LaidArticle)
    leads: defaultdict[int, list[LineGroup]] = defaultdict(list)
    parts_in: defaultdict[tuple[int, bool], dict[int, Part]] = defaultdict(dict)
    """By number of the article and whether they are titles: its parts by their index."""
    for unit, number, role, index in _placed_units(parts, plan):
        article = articles[number]
        if role == "byline":
            article.byline.append(unit)
            continue
        parts_in[number, role == "title"][index] = parts[index]
        if role == "title":
            article.titles.append(unit)
        elif role == "lead" or number in leads:
            leads[number].append(unit)
        else:
            article.body.append(unit)
            article.sidebar = article.sidebar or role == "list"
        if role == "heading":
            article.headings.add(unit.first)
    doubtful = _doubtful_articles(plan)
    for number, article in articles.items():
        titles, body = list(parts_in[number, True].values()), list(parts_in[number, False].values())
        article.uncertain = number in leads or number in doubtful or not _hangs_together(article, titles, body)
        article.body = leads.get(number, []) + article.body
        dispatch = bool(article.body) and starts_with_dateline(page.lines[article.body[0].first].text)
        article.roles = title_roles(titles, dispatch=dispatch)
    return list(articles.values())
