"""What one rule got wrong on a gold folder, record by record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jiceng.evaluation.breaks import judge_each_break
from jiceng.evaluation.found import extract_from_gold
from jiceng.evaluation.gold import Gold, RecordsTruth
from jiceng.evaluation.records_score import FoundEntity, MatchedArticle, MatchedQuote, match_articles
from jiceng.evaluation.rule_precision import is_right
from jiceng.reading import read_articles
from schemas.mention import EntityType

_BESIDE_BREAK = 12
"""Characters shown on each side of a break."""


@dataclass(frozen=True, slots=True)
class WrongRecord:
    """A record of a rule that the gold does not have, or has differently."""

    page_id: str
    article: str
    """Name of the gold's article; empty for a break."""
    text: str
    """What the rule made."""
    gold: str
    """What the gold says instead."""


@dataclass(frozen=True, slots=True)
class RuleMisses:
    """How a rule did on a gold folder."""

    support: int
    """Records of the rule that the gold can judge."""
    wrong: tuple[WrongRecord, ...]


def misses_of_rule(rule: str, gold: Gold) -> RuleMisses:
    """Judge the records of a rule on the gold's own articles, as its precision is measured."""
    judged = list(_judged(rule, match_articles(gold.pages, extract_from_gold(gold.pages))))
    return RuleMisses(len(judged), tuple(wrong for wrong in judged if wrong is not None))


def misses_of_break_rule(rule: str, gold: Gold) -> RuleMisses:
    """Judge the breaks that a rule decides on the gold's pages."""
    support, wrong = 0, []
    for page in gold.pages:
        raw_text = page.raw.raw_text or ""
        for decided, true in judge_each_break(page, read_articles(raw_text).breaks):
            if decided.reason != rule:
                continue
            support += 1
            if true is not None:
                above = raw_text[: decided.raw_offset].rstrip()[-_BESIDE_BREAK:]
                below = raw_text[decided.raw_offset :].lstrip()[:_BESIDE_BREAK]
                shown = f"{_one_line(above)} | {_one_line(below)}: {decided.verdict}"
                wrong.append(WrongRecord(page.page_id, "", shown, true))
    return RuleMisses(support, tuple(wrong))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _judged(rule: str, articles: Iterable[MatchedArticle]) -> Iterator[WrongRecord | None]:
    """Yield for each record of a rule what is wrong with it, None if it is right."""
    for article in articles:
        for matched in article.quotes:
            if matched.counted and matched.quote.rule == rule:
                yield None if matched.right else _wrong_quote(article, matched)
        for kind, entities in article.entities.items():
            for entity in entities:
                right = is_right(article, kind, entity)
                if right is None:
                    continue
                for mention in entity.mentions:
                    if mention.rule == rule:
                        yield None if right else _wrong_mention(article, kind, entity, mention.surface)


def _wrong_quote(article: MatchedArticle, matched: MatchedQuote) -> WrongRecord:
    truth = matched.truth
    said = "no such quote" if truth is None else f"speaker {truth.speaker or 'none'}"
    text = f"{matched.quote.speaker or '?'}: {matched.quote.text}"
    return WrongRecord(article.page_id, article.gold.source, text, said)


def _wrong_mention(article: MatchedArticle, kind: EntityType, entity: FoundEntity, surface: str) -> WrongRecord:
    names = ", ".join(_true_names(article.truth, kind))
    name = entity.row.name
    text = surface if surface == name else f"{surface} ({name})"
    return WrongRecord(article.page_id, article.gold.source, text, f"not in it; it has {names or 'none'}")


def _true_names(truth: RecordsTruth, kind: EntityType) -> list[str]:
    """Return the names of an annotated article's entities of a kind."""
    if kind == "person":
        return [person.name for person in truth.people]
    if kind == "community":
        return [community.name for community in truth.communities]
    if kind == "organization":
        return [organization.name for organization in truth.organizations or ()]
    return [initiative.name for initiative in truth.initiatives]
