"""Paragraphs → articles: which titles, bylines and paragraphs belong together, and in which order they are read."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jiceng.reading.layout.bigrams import union
from jiceng.reading.layout.parts import Part, Role, parts_of
from jiceng.reading.layout.search import Assignment, search
from jiceng.reading.layout.title_odds import title_model, weigh_titles
from jiceng.reading.layout.title_roles import title_roles
from jiceng.reading.layout.weights import WEIGHTS
from jiceng.reading.paragraphs.line_groups import LineGroup, RepairedPage
from schemas.article import TitleRole


@dataclass(slots=True)
class LaidArticle:
    """An article's groups of lines in reading order."""

    titles: list[LineGroup] = field(default_factory=list)
    roles: list[TitleRole] = field(default_factory=list)
    """Of each title."""
    byline: list[LineGroup] = field(default_factory=list)
    body: list[LineGroup] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """`first` of the groups of the body that are section headings."""
    uncertain: bool = False
    """Whether some of it may belong to another article, or some of another to it."""
    sidebar: bool = False
    """Whether it contains a list that is an article of its own."""


@dataclass(slots=True)
class _PlacedGroup:
    """A group with its place in an article."""

    group: LineGroup
    part: int
    """Index of its part."""
    number: int
    """In its part."""
    article: int
    """Number of its article."""
    role: Role


def _placed_groups(parts: Sequence[Part], assigned: Assignment) -> list[_PlacedGroup]:
    """Return every group in printed order with its place, cuts and splits carried out."""
    placed = [
        _PlacedGroup(group, index, number, place.article, place.role)
        for index, (part, place) in enumerate(zip(parts, assigned.places, strict=True))
        for number, group in enumerate(part.groups)
    ]
    for index, cut in assigned.cuts.items():
        start = bisect_left(placed, index, key=lambda one: one.part)
        for at in range(start, start + cut.groups):
            placed[at].article = cut.article
    if not assigned.splits:
        return placed
    members: dict[int, list[int]] = {}
    """By number of an article: where in `placed` its groups are."""
    for at, one in enumerate(placed):
        members.setdefault(one.article, []).append(at)
    for split in reversed(assigned.splits):
        taken = members.get(split.taken_for, [])
        first = bisect_left(taken, (split.part, split.group), key=lambda at: (placed[at].part, placed[at].number))
        moved = [at for at in taken[first:] if placed[at].role != "title"]
        members[split.taken_for] = taken[:first] + [at for at in taken[first:] if placed[at].role == "title"]
        members.setdefault(split.article, []).extend(moved)
        for at in moved:
            placed[at].article = split.article
    return placed


def _doubtful_articles(assigned: Assignment) -> set[int]:
    """Return the numbers of the articles whose extent was found by words alone, or is hardly likelier than another."""
    doubtful = {assigned.places[index].article for index in assigned.doubtful}
    for split in assigned.splits:
        doubtful |= {split.article, split.taken_for}
    for index, cut in assigned.cuts.items():
        doubtful |= {cut.article, assigned.places[index].article}
    return doubtful


def _hangs_together(article: LaidArticle, titles: Sequence[Part], body: Sequence[Part]) -> bool:
    """Return whether an article has a body that is in one place and repeats some of its titles."""
    if any(group.end != following.first for group, following in pairwise(article.body)):
        return False
    bigrams = union([part.bigrams for part in titles])
    repeated = bigrams.in_common(union([part.bigrams for part in body]))
    return bool(body) and repeated >= WEIGHTS.hangs_together * bigrams.size


def lay_out(page: RepairedPage) -> list[LaidArticle]:
    """Return the articles of a page in reading order; every group but furniture is in exactly one."""
    parts = parts_of(page)
    weigh_titles(parts, title_model())
    assigned = search(parts)
    articles: defaultdict[int, LaidArticle] = defaultdict(LaidArticle)
    leads: defaultdict[int, list[LineGroup]] = defaultdict(list)
    title_parts: defaultdict[int, dict[int, Part]] = defaultdict(dict)
    body_parts: defaultdict[int, dict[int, Part]] = defaultdict(dict)
    """By number of an article: its parts by their index, each once."""
    for placed in _placed_groups(parts, assigned):
        group, index, number, role = placed.group, placed.part, placed.article, placed.role
        article = articles[number]
        if role == "byline":
            article.byline.append(group)
            continue
        if role == "title":
            title_parts[number][index] = parts[index]
            article.titles.append(group)
            continue
        body_parts[number][index] = parts[index]
        if role == "lead" or number in leads:
            leads[number].append(group)
        else:
            article.body.append(group)
            article.sidebar = article.sidebar or role == "list"
        if role == "heading":
            article.headings.add(group.first)
    doubtful = _doubtful_articles(assigned)
    for number, article in articles.items():
        titles, body = list(title_parts[number].values()), list(body_parts[number].values())
        article.uncertain = number in leads or number in doubtful or not _hangs_together(article, titles, body)
        article.body = leads.get(number, []) + article.body
        article.roles = title_roles(titles, [page.text_of(group) for group in article.body] if len(titles) > 1 else [])
    return list(articles.values())
