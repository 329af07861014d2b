"""How well records were found: quotes, people, communities, organizations and initiatives of the annotated articles.

Quotes are matched by the raw offsets that they share with the gold's, entities by name. The score and the precision of
rules are both counted from what `match_article` returns.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiceng.evaluation.figures import Rate, Share
from jiceng.evaluation.found import Found, raw_offsets
from jiceng.evaluation.gold import (
    CommunityTruth,
    GoldArticle,
    GoldPage,
    InitiativeTruth,
    OrganizationTruth,
    QuoteTruth,
    RecordsTruth,
)
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.reading_score import comparable, names_in_byline
from schemas.mention import EntityType

MIN_OVERLAP = {"direct": 0.8, "indirect": 0.5}
"""Kind of quote → least overlap with the gold's: characters of both, as a share of those of either."""
MIN_LENGTH = 8
"""Least length of a quote that counts as wrong if the gold does not have it."""

_NOT_COUNTED = ("province", "city")
_NAME_MARKS = str.maketrans("", "", "“”《》")
_INNER_MARKS = "“”《》"
_MARKED = re.compile("[“《]([^”》]+)")
_MIN_COMMON_NAME = 4
_MIN_COMMON_SHARE = 0.6
_MAX_ANCESTORS = 9


@dataclass(frozen=True)
class MatchedQuote:
    """A quote that was found, and the gold's quote that it matches."""

    quote: Any
    truth: QuoteTruth | None
    counted: bool
    """False for a short fragment that the gold does not have."""

    @property
    def right(self) -> bool:
        """Whether text and speaker are right."""
        return self.truth is not None and self.truth.speaker == self.quote.speaker


@dataclass(frozen=True)
class FoundEntity:
    """An entity that an article mentions."""

    entity_id: str
    row: Any
    mentions: tuple[Any, ...]

    @property
    def names(self) -> set[str]:
        """Its name, and its printed forms in the article."""
        return {self.row.name, *(mention.surface for mention in self.mentions)}


@dataclass(frozen=True)
class MatchedArticle:
    """An annotated article with what was found in it."""

    page_id: str
    gold: GoldArticle
    truth: RecordsTruth
    quotes: tuple[MatchedQuote, ...]
    entities: dict[EntityType, tuple[FoundEntity, ...]]

    @property
    def byline_names(self) -> set[str]:
        """Names that only the byline has: it does not count whether they are found."""
        return names_in_byline(self.gold.truth.byline or "") - {person.name for person in self.truth.people}


def match_articles(pages: Iterable[GoldPage], found: Found) -> list[MatchedArticle]:
    """Return the annotated articles of some pages with what was found in each."""
    return [
        match_article(page.page_id, gold, gold.records, found)
        for page in pages
        for gold in page.articles
        if gold.records is not None
    ]


def match_article(page_id: str, gold: GoldArticle, truth: RecordsTruth, found: Found) -> MatchedArticle:
    """Collect what was found in an article, by raw offsets, and match its quotes with the gold's."""
    rows = found.pages[page_id].rows
    mine = {at for unit in gold.raw_offsets for at in unit}
    quotes = [
        matched
        for kind, least in MIN_OVERLAP.items()
        for matched in match_quotes(
            [quote for quote in truth.quotes if quote.kind == kind],
            [quote for quote in rows["quotes"] if quote.kind == kind and _is_in(quote, mine)],
            gold,
            least,
        )
    ]
    mentions: dict[str, list[Any]] = defaultdict(list)
    for mention in rows["mentions"]:
        if _is_in(mention, mine) and mention.entity_id in found.entities:
            mentions[mention.entity_id].append(mention)
    entities: dict[EntityType, list[FoundEntity]] = defaultdict(list)
    for entity_id, its in mentions.items():
        entities[its[0].entity_type].append(FoundEntity(entity_id, found.entities[entity_id], tuple(its)))
    return MatchedArticle(page_id, gold, truth, tuple(quotes), {kind: tuple(its) for kind, its in entities.items()})


def _is_in(row: Any, offsets: set[int]) -> bool:
    """Return whether most characters of a row are in an article, given by its raw offsets."""
    own = raw_offsets(row.raw_spans)
    return len(offsets.intersection(own)) > len(own) / 2


def match_quotes(
    truths: Sequence[QuoteTruth], quotes: Sequence[Any], gold: GoldArticle, least: float
) -> list[MatchedQuote]:
    """Match quotes of one kind, the largest overlap first; each quote at most once."""
    theirs = [set(gold.printed_quote(truth)) for truth in truths]
    ours = [set(raw_offsets(quote.raw_spans)) for quote in quotes]
    pairs = [(_overlap(a, b), i, k) for i, a in enumerate(theirs) for k, b in enumerate(ours)]
    truth_of: dict[int, int] = {}
    for overlap, i, k in sorted(pairs, reverse=True):
        if overlap >= least and k not in truth_of and i not in truth_of.values():
            truth_of[k] = i
    return [
        MatchedQuote(
            quote,
            truths[truth_of[k]] if k in truth_of else None,
            k in truth_of or len(ours[k]) >= MIN_LENGTH,
        )
        for k, quote in enumerate(quotes)
    ]


def _overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def is_same_initiative(one: str, other: str) -> bool:
    """Return whether two names are of one initiative: equal, equal in their marks, or one most of the other."""
    x, y = (comparable(name).translate(_NAME_MARKS) for name in (one, other))
    if x == y or _core(one) == _core(other):
        return True
    shorter, longer = sorted((x, y), key=len)
    return len(shorter) >= _MIN_COMMON_NAME and shorter in longer and len(shorter) / len(longer) >= _MIN_COMMON_SHARE


def _core(name: str) -> str:
    """Return the part of a name in marks; the whole name if it has none."""
    match = _MARKED.search(name)
    return comparable(match[1] if match else name).strip(_INNER_MARKS)


@dataclass
class RecordsScore:
    """Figures of records over some articles."""

    quotes: dict[str, Rate] = field(default_factory=lambda: {kind: Rate() for kind in MIN_OVERLAP})
    quotes_with_speaker: dict[str, Rate] = field(default_factory=lambda: {kind: Rate() for kind in MIN_OVERLAP})
    speaker: Share = field(default_factory=Share)
    speaker_kind: Share = field(default_factory=Share)
    title_and_organization: Share = field(default_factory=Share)
    people: Rate = field(default_factory=Rate)
    communities: Rate = field(default_factory=Rate)
    level: Share = field(default_factory=Share)
    parent: Share = field(default_factory=Share)
    organizations: Rate = field(default_factory=Rate)
    """Of the articles whose organizations are annotated."""
    initiatives: Rate = field(default_factory=Rate)
    name_exact: Share = field(default_factory=Share)
    initiative_kind: Share = field(default_factory=Share)
    holder: Share = field(default_factory=Share)
    components: Rate = field(default_factory=Rate)
    stated_count: Share = field(default_factory=Share)

    @property
    def mean_f1(self) -> float:
        """Mean of the five F1: quotes of both kinds with their speakers, people, communities, initiatives."""
        rates = [*self.quotes_with_speaker.values(), self.people, self.communities, self.initiatives]
        return sum(round(rate.f1, 4) for rate in rates) / len(rates)

    def as_json(self) -> dict[str, Any]:
        """Return the figures by name."""
        figures: dict[str, Rate | Share] = {}
        for kind in MIN_OVERLAP:
            figures[f"quotes_{kind}"] = self.quotes[kind]
            figures[f"quotes_{kind}_with_speaker"] = self.quotes_with_speaker[kind]
        figures |= {
            "speaker_of_matched_quotes": self.speaker,
            "speaker_kind": self.speaker_kind,
            "speaker_title_and_organization": self.title_and_organization,
            "people": self.people,
            "communities": self.communities,
            "community_level": self.level,
            "community_parent": self.parent,
            "initiatives": self.initiatives,
            "initiative_name_exact": self.name_exact,
            "initiative_kind": self.initiative_kind,
            "initiative_holder": self.holder,
            "initiative_components": self.components,
            "initiative_stated_count": self.stated_count,
        }
        if self.organizations.gold or self.organizations.found:
            figures["organizations"] = self.organizations
        return {**{name: figure.as_json() for name, figure in figures.items()}, "records_f1": round(self.mean_f1, 4)}


def score_records(
    articles: Iterable[MatchedArticle], found: Found, misses: Misses, before: RecordsScore | None = None
) -> RecordsScore:
    """Compare what was found in annotated articles with their records in the gold; `before` goes on being counted."""
    score = before or RecordsScore()
    for article in articles:
        _score_quotes(score, article, misses)
        _score_people(score, article, misses)
        _score_communities(score, article, found, misses)
        _score_organizations(score, article, misses)
        _score_initiatives(score, article, misses)
    return score


def _score_quotes(score: RecordsScore, article: MatchedArticle, misses: Misses) -> None:
    for kind in MIN_OVERLAP:
        truths = [truth for truth in article.truth.quotes if truth.kind == kind]
        counted = [matched for matched in article.quotes if matched.quote.kind == kind and matched.counted]
        matches = [matched for matched in counted if matched.truth is not None]
        score.quotes[kind].add(len(matches), len(counted), len(truths))
        score.quotes_with_speaker[kind].add(sum(m.right for m in matches), len(counted), len(truths))
        for truth in truths:
            if not any(matched.truth is truth for matched in matches):
                misses.note(f"{kind}_missed", article.page_id, text=truth.text[:60], speaker=truth.speaker)
        for matched in counted:
            if matched.truth is None:
                quote = matched.quote
                misses.note(
                    f"{kind}_extra", article.page_id, text=quote.text[:60], speaker=quote.speaker, rule=quote.rule
                )
            else:
                _score_speaker(score, article.page_id, matched.quote, matched.truth, misses)


def _score_speaker(score: RecordsScore, page_id: str, quote: Any, truth: QuoteTruth, misses: Misses) -> None:
    right = quote.speaker == truth.speaker
    score.speaker.add(right)
    score.speaker_kind.add(quote.speaker_kind == truth.speaker_kind)
    if not right:
        misses.note("speaker", page_id, quote=truth.text[:40], gold=truth.speaker, found=quote.speaker, rule=quote.rule)
    elif truth.title:
        got = comparable(quote.speaker_title), comparable(quote.speaker_organization)
        wanted = comparable(truth.title), comparable(truth.organization)
        same = got[0] == wanted[0] and _is_same_organization(got[1], wanted[1])
        score.title_and_organization.add(same)
        if not same:
            misses.note("title_or_organization", page_id, speaker=truth.speaker, gold=wanted, found=got)


def _is_same_organization(got: str, wanted: str) -> bool:
    """Return whether a name is the wanted one, or as much of its end as the article may give (兰尖社区)."""
    return got == wanted or (bool(got) and bool(wanted) and (got.endswith(wanted) or wanted.endswith(got)))


def _score_people(score: RecordsScore, article: MatchedArticle, misses: Misses) -> None:
    wanted = {person.name for person in article.truth.people}
    got = {entity.row.name for entity in article.entities.get("person", ())} - article.byline_names
    score.people.add(len(wanted & got), len(got), len(wanted))
    for name in sorted(wanted - got):
        misses.note("person_missed", article.page_id, name=name)
    for name in sorted(got - wanted):
        misses.note("person_extra", article.page_id, name=name)


def _score_communities(score: RecordsScore, article: MatchedArticle, found: Found, misses: Misses) -> None:
    """Match communities by name or as printed (兴文 for 兴文县); provinces and cities are not counted."""
    wanted = {truth.name: truth for truth in article.truth.communities}
    got: dict[str, Any] = {}
    extra = []
    for entity in article.entities.get("community", ()):
        hits = [name for name in wanted if name in entity.names]
        free = [name for name in hits if name not in got]
        if free:
            got[free[0]] = entity.row
        elif not hits and entity.row.level not in _NOT_COUNTED:
            extra.append(entity.row.name)
    score.communities.add(len(got), len(got) + len(extra), len(wanted))
    for name in wanted.keys() - got.keys():
        misses.note("community_missed", article.page_id, name=name)
    for name in extra:
        misses.note("community_extra", article.page_id, name=name)
    for name, row in got.items():
        score.level.add(row.level == wanted[name].level)
        if wanted[name].parent:
            _score_parent(score, article.page_id, wanted[name], row, found, misses)


def _score_parent(
    score: RecordsScore, page_id: str, truth: CommunityTruth, row: Any, found: Found, misses: Misses
) -> None:
    """Count a parent as right if any place above the community has its name, or a longer or shorter form of it."""
    parent = truth.parent or ""
    above: list[str] = []
    place = found.entities.get(row.parent_id)
    while place is not None and len(above) < _MAX_ANCESTORS:
        above.append(place.name)
        place = found.entities.get(place.parent_id)
    right = any(name.startswith(parent) or parent.endswith(name) for name in above)
    score.parent.add(right)
    if not right:
        misses.note("parent", page_id, name=truth.name, gold=parent, found=above)


def is_organization(names: Iterable[str], truth: OrganizationTruth) -> bool:
    """Return whether an organization printed under some names is one of the gold's, or its name a part of the other."""
    called = {comparable(form) for form in (truth.name, *truth.forms)}
    return any(
        comparable(name) in called or _is_same_organization(comparable(name), comparable(truth.name)) for name in names
    )


def _score_organizations(score: RecordsScore, article: MatchedArticle, misses: Misses) -> None:
    """Match organizations by what the article calls them; those not required are neither demanded nor counted."""
    if article.truth.organizations is None:
        return
    found = article.entities.get("organization", ())
    required = [truth for truth in article.truth.organizations if truth.required]
    right = [truth for truth in required if any(is_organization(entity.names, truth) for entity in found)]
    extra = [
        entity
        for entity in found
        if not any(is_organization(entity.names, truth) for truth in article.truth.organizations)
    ]
    score.organizations.add(len(right), len(right) + len(extra), len(required))
    for truth in required:
        if truth not in right:
            misses.note("organization_missed", article.page_id, name=truth.name)
    for entity in extra:
        misses.note("organization_extra", article.page_id, name=entity.row.name)


def _score_initiatives(score: RecordsScore, article: MatchedArticle, misses: Misses) -> None:
    rows = [entity.row for entity in article.entities.get("initiative", ())]
    used: set[int] = set()
    required = [truth for truth in article.truth.initiatives if truth.required]
    for truth in required:
        same = [k for k, row in enumerate(rows) if k not in used and is_same_initiative(truth.name, row.name)]
        if not same:
            misses.note("initiative_missed", article.page_id, name=truth.name, kind=truth.kind)
            continue
        exact = [k for k in same if comparable(rows[k].name) == comparable(truth.name)]
        best = (exact or same)[0]
        used.add(best)
        _score_initiative(score, article.page_id, truth, rows[best], misses)
    extra = [
        row
        for k, row in enumerate(rows)
        if k not in used and not any(is_same_initiative(truth.name, row.name) for truth in article.truth.initiatives)
    ]
    for row in extra:
        misses.note("initiative_extra", article.page_id, name=row.name)
    score.initiatives.add(len(used), len(used) + len(extra), len(required))


def _score_initiative(score: RecordsScore, page_id: str, truth: InitiativeTruth, row: Any, misses: Misses) -> None:
    score.name_exact.add(comparable(row.name) == comparable(truth.name))
    score.initiative_kind.add(row.kind == truth.kind)
    if truth.holder:
        got, wanted = comparable(row.holder), comparable(truth.holder)
        right = bool(got) and (got.endswith(wanted) or wanted.endswith(got))
        score.holder.add(right)
        if not right:
            misses.note("holder", page_id, name=truth.name, gold=truth.holder, found=row.holder)
    if truth.components:
        parts, theirs = ({comparable(c).strip("“”") for c in names} for names in (row.components, truth.components))
        score.components.add(len(parts & theirs), len(parts), len(theirs))
    if truth.stated_count is not None:
        score.stated_count.add(row.stated_count == truth.stated_count)
