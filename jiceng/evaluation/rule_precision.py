"""How often each extraction rule is right, and how far its figure can be trusted on articles it was not measured on.

A rule is judged on the gold's own articles, so that faults of reading do not count against it. A quote is right if its
text and its speaker are; a mention is right if its entity is one of the article's. Records about which the gold says
nothing are not counted: the rules of organizations are measured on the articles whose organizations it lists.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jiceng.evaluation.calibration import Forecast
from jiceng.evaluation.records_score import FoundEntity, MatchedArticle, is_organization, is_same_initiative
from jiceng.extraction import RULES
from jiceng.rules import Measurement, smoothed, wilson_low
from schemas.mention import EntityType

HIGH = 0.9
"""Confidence from which a quote is in the view quotes_high."""


@dataclass(frozen=True, slots=True)
class JudgedRecord:
    """A quote or mention that a rule made in an annotated article."""

    source: str
    """Name of the article."""
    rule: str
    is_quote: bool
    right: bool
    confidence: float | None = None
    """The one that its row gives, None where it is the precision of its rule."""


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """How a rule did."""

    rule: str
    target: str
    support: int
    right: int

    def as_json(self) -> dict[str, Any]:
        """Return the figures as in the table `rules`, with the confidence that follows; null without support."""
        return {
            "rule": self.rule,
            "target": self.target,
            "support": self.support,
            "right": self.right,
            "precision": round(self.right / self.support, 4) if self.support else None,
            "precision_low": round(wilson_low(self.right, self.support), 4) if self.support else None,
            "confidence": smoothed(self.right, self.support),
        }


def judge_records(articles: Iterable[MatchedArticle]) -> list[JudgedRecord]:
    """Judge every quote and mention of annotated articles."""
    return [record for article in articles for record in _judged(article)]


def _judged(article: MatchedArticle) -> Iterator[JudgedRecord]:
    for matched in article.quotes:
        if matched.counted:
            quote = matched.quote
            yield JudgedRecord(article.gold.source, quote.rule, True, matched.right, quote.confidence)
    for kind, entities in article.entities.items():
        for entity in entities:
            right = is_right(article, kind, entity)
            if right is not None:
                for mention in entity.mentions:
                    yield JudgedRecord(article.gold.source, mention.rule, False, right)


def is_right(article: MatchedArticle, kind: EntityType, entity: FoundEntity) -> bool | None:
    """Return whether an entity is one of the article's; None if the gold says nothing of its kind."""
    if kind == "person":
        name = entity.row.name
        return None if name in article.byline_names else any(name == person.name for person in article.truth.people)
    if kind == "community":
        named = any(truth.name in entity.names for truth in article.truth.communities)
        return None if not named and entity.row.level in ("province", "city") else named
    if kind == "initiative":
        return any(is_same_initiative(truth.name, entity.row.name) for truth in article.truth.initiatives)
    if article.truth.organizations is None:
        return None
    return any(is_organization(entity.names, truth) for truth in article.truth.organizations)


def measure_rules(records: Iterable[JudgedRecord]) -> list[RuleFigures]:
    """Return the figures of every rule, by name; a rule that made no record has support 0."""
    support: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for record in records:
        support[record.rule] += 1
        right[record.rule] += record.right
    rules = sorted(RULES, key=lambda rule: rule.name)
    return [RuleFigures(rule.name, rule.target, support[rule.name], right[rule.name]) for rule in rules]


def measurements_of(figures: Iterable[RuleFigures], gold: str) -> dict[str, Measurement]:
    """Return the measurements from which the table `rules` is made; rules without support are left out."""
    return {each.rule: Measurement(each.support, each.right, gold) for each in figures if each.support}


def forecasts(records: Sequence[JudgedRecord], measured: Sequence[JudgedRecord] | None = None) -> list[Forecast]:
    """Return each record's confidence, and whether it is right.

    A quote has its own confidence, a mention that of its rule, from articles other than its own: rules are measured on
    `measured`; without it on `records`, except the record's own article.
    """
    basis = records if measured is None else measured
    support: Counter[str] = Counter()
    right: Counter[str] = Counter()
    own_support: Counter[tuple[str, str]] = Counter()
    own_right: Counter[tuple[str, str]] = Counter()
    for record in basis:
        support[record.rule] += 1
        right[record.rule] += record.right
        own_support[record.source, record.rule] += 1
        own_right[record.source, record.rule] += record.right
    found = []
    for record in records:
        own = record.source, record.rule
        confidence = record.confidence
        if confidence is None:
            confidence = smoothed(right[record.rule] - own_right[own], support[record.rule] - own_support[own])
        found.append(Forecast(confidence, record.right, record.is_quote))
    return found
