"""How well pages were read: characters, line joins, paragraphs, articles, titles, bylines; by raw offsets."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jiceng.evaluation.figures import Rate, Share, harmonic_mean
from jiceng.evaluation.found import Found, raw_offsets
from jiceng.evaluation.gold import GoldArticle, GoldPage
from jiceng.evaluation.misses import Misses

Paragraphs = list[list[int]]
"""Raw offsets of the characters of each paragraph, except white space."""

_PARAGRAPH_ROLES = ("body", "heading")
_MARKS_OF_BYLINES = "[□■◎●（）()]"
_PIECES_OF_A_NAME = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: |$))")
_BETWEEN_NAMES = re.compile(r"[\s、，,]+")


def comparable(text: str | None) -> str:
    """Return a text in the form that is compared: NFKC, without white space, commas full-width; "" for None."""
    return "".join(unicodedata.normalize("NFKC", text or "").split()).replace(",", "，")


@cache
def _no_names() -> re.Pattern[str]:
    lines = Path(__file__).with_name("byline_words.txt").read_text(encoding="utf-8").splitlines()
    words = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile("|".join([_MARKS_OF_BYLINES, *map(re.escape, words)]))


def names_in_byline(byline: str) -> set[str]:
    """Return the names in a byline line of the gold."""
    text = _PIECES_OF_A_NAME.sub("", _no_names().sub(" ", byline))
    return set(filter(None, _BETWEEN_NAMES.split(text)))


@dataclass
class ReadingScore:
    """Figures of reading over some pages."""

    cluster_precision: Rate = field(default_factory=Rate)
    cluster_recall: Rate = field(default_factory=Rate)
    characters: Rate = field(default_factory=Rate)
    line_joins: Rate = field(default_factory=Rate)
    paragraph_breaks: Rate = field(default_factory=Rate)
    headline: Share = field(default_factory=Share)
    kicker: Share = field(default_factory=Share)
    subheadline: Share = field(default_factory=Share)
    byline: Share = field(default_factory=Share)
    text_exact: Share = field(default_factory=Share)

    def as_json(self) -> dict[str, Any]:
        """Return the figures by name; B³ (Bagga and Baldwin, 1998) is over the characters that are not white space."""
        precision, recall = self.cluster_precision.precision, self.cluster_recall.recall
        return {
            "article_clusters_b3": {
                "precision": round(precision, 4),
                "recall": round(recall, 4),
                "f1": round(harmonic_mean(precision, recall), 4),
            },
            "characters_kept": round(self.characters.recall, 4),
            "line_joins": self.line_joins.as_json(),
            "paragraph_breaks": self.paragraph_breaks.as_json(),
            "headline": self.headline.as_json(),
            "kicker": self.kicker.as_json(),
            "subheadline": self.subheadline.as_json(),
            "byline": self.byline.as_json(),
            "article_text_exact": self.text_exact.as_json(),
        }


def score_reading(pages: Iterable[GoldPage], found: Found, misses: Misses) -> ReadingScore:
    """Compare the articles read from pages with those of the gold."""
    return score_articles(pages, {page_id: page.rows["articles"] for page_id, page in found.pages.items()}, misses)


def score_articles(pages: Iterable[GoldPage], articles: Mapping[str, Sequence[Any]], misses: Misses) -> ReadingScore:
    """Compare the articles read from pages, by page_id, with those of the gold."""
    score = ReadingScore()
    for page in pages:
        _score_page(score, page, articles[page.page_id], misses)
    return score


def _score_page(score: ReadingScore, page: GoldPage, articles: Sequence[Any], misses: Misses) -> None:
    truth = {at: index for index, gold in enumerate(page.articles) for at in _characters(gold)}
    read = {at: index for index, article in enumerate(articles) for at in _read_characters(article)}
    common = Counter((truth[at], read[at]) for at in truth if at in read)
    _score_clusters(score, truth, common)
    paragraphs = [_read_paragraphs(article) for article in articles]
    _score_breaks(score, page, paragraphs, set(truth))
    for index, gold in enumerate(page.articles):
        shared = [(count, read_index) for (gold_index, read_index), count in common.items() if gold_index == index]
        best = max(shared)[1] if shared else None
        _score_titles(score, page, gold, None if best is None else articles[best], misses)
        exact = best is not None and paragraphs[best] == _gold_paragraphs(gold)
        score.text_exact.add(exact)
        if not exact:
            misses.note("article_text", page.page_id, headline=gold.truth.headline)


def _score_clusters(score: ReadingScore, truth: dict[int, int], common: Counter[tuple[int, int]]) -> None:
    """Add the B³ of a page: for each character, how its article as read overlaps with its article in the gold."""
    in_gold = Counter(truth.values())
    in_read: Counter[int] = Counter()
    for (_, read_index), count in common.items():
        in_read[read_index] += count
    kept = sum(in_read.values())
    score.cluster_precision.add(sum(n * n / in_read[read] for (_, read), n in common.items()), kept, 0)
    score.cluster_recall.add(sum(n * n / in_gold[gold] for (gold, _), n in common.items()), 0, len(truth))
    score.characters.add(kept, kept, len(truth))


def _score_breaks(score: ReadingScore, page: GoldPage, paragraphs: Iterable[Paragraphs], known: set[int]) -> None:
    """Compare which characters follow each other across a line end of the page: in a paragraph, or between two."""
    wanted: list[set[tuple[int, int]]] = [set(), set()]
    got: list[set[tuple[int, int]]] = [set(), set()]
    for gold in page.articles:
        _add_neighbours(wanted, _gold_paragraphs(gold))
    for read in paragraphs:
        _add_neighbours(got, read)
    for rate, want, have in zip((score.line_joins, score.paragraph_breaks), wanted, got, strict=True):
        have = {(left, right) for left, right in have if left in known and right in known}
        rate.add(len(want & have), len(have), len(want))


def _add_neighbours(kinds: list[set[tuple[int, int]]], paragraphs: Paragraphs) -> None:
    """Add neighbours that a line end separates: those in one paragraph to the first set, others to the second."""
    last = None
    for paragraph in paragraphs:
        for position, at in enumerate(paragraph):
            if last is not None and at != last + 1:
                kinds[position == 0].add((last, at))
            last = at


def _score_titles(score: ReadingScore, page: GoldPage, gold: GoldArticle, read: Any, misses: Misses) -> None:
    truth = gold.truth
    headline = _is_title(page, gold, read, "headline")
    score.headline.add(headline)
    if not headline:
        misses.note("headline", page.page_id, gold=truth.headline, found=read.headline if read else None)
    if truth.kicker:
        score.kicker.add(_is_title(page, gold, read, "kicker"))
    if truth.subheadline:
        score.subheadline.add(_is_title(page, gold, read, "subheadline"))
    if truth.byline:
        wanted = names_in_byline(truth.byline)
        got = {credit.name for credit in read.byline} if read else set()
        score.byline.add(wanted == got)
        if wanted != got:
            misses.note("byline", page.page_id, gold=sorted(wanted), found=sorted(got))


def _is_title(page: GoldPage, gold: GoldArticle, read: Any, role: str) -> bool:
    """Return whether an article as read has a title of the gold: its text, or the same characters of the page.

    The page may print other marks than the article has.
    """
    if read is None:
        return False
    if comparable(getattr(read, role)) == comparable(getattr(gold.truth, role)):
        return True
    wanted = {at for unit, one in enumerate(gold.truth.units) if one.role == role for at in gold.printed(unit)}
    known = {at for article in page.articles for at in _characters(article)}
    found = {at for title in read.titles if title.role == role for at in raw_offsets(title.spans)}
    return bool(wanted) and wanted == found & known


def _characters(gold: GoldArticle) -> list[int]:
    return [at for unit in range(len(gold.truth.units)) for at in gold.printed(unit)]


def _gold_paragraphs(gold: GoldArticle) -> Paragraphs:
    units = gold.truth.units
    paragraphs = (gold.printed(index) for index, unit in enumerate(units) if unit.role in _PARAGRAPH_ROLES)
    return [paragraph for paragraph in paragraphs if paragraph]


def _read_characters(article: Any) -> list[int]:
    return raw_offsets(article.raw_spans) + [at for title in article.titles for at in raw_offsets(title.spans)]


def _read_paragraphs(article: Any) -> Paragraphs:
    offsets = iter(raw_offsets(article.raw_spans))
    lines = ([(character, next(offsets)) for character in line] for line in article.text.split("\n"))
    paragraphs = ([at for character, at in line if not character.isspace()] for line in lines)
    return [paragraph for paragraph in paragraphs if paragraph]
