"""Reads a gold folder: its annotated articles as a perfect reader of their pages would give them.

A gold folder holds raw/ (the pages), pages.jsonl (each page's articles, their units and where each stands in the raw
text) and records.jsonl (what stands in some of the articles).
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jiceng.page import PageFile, find_pages, read_page
from jiceng.reading.article import PrintedTitle, ReadArticle, ReadParagraph
from jiceng.sourced import SourcedText
from schemas import LINE_ENDS, Newspaper


@dataclass(frozen=True)
class GoldArticle:
    """An article of the gold, its page, and its annotated records where it has any."""

    source: str
    page: PageFile
    newspaper: Newspaper
    article: ReadArticle
    records: dict[str, Any] | None


def gold_hash(folder: Path) -> str:
    """Return the first 16 digits of a hash over the gold's truth files."""
    digest = sha256()
    for name in ("pages.jsonl", "records.jsonl"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def read_gold(folder: Path) -> list[GoldArticle]:
    """Return the gold's articles in the order of pages.jsonl."""
    found = find_pages(folder / "raw")
    newspapers = {newspaper.newspaper: newspaper for newspaper in found.newspapers}
    files = {page.page_id: page for page in found.pages}
    records = {record["source"]: record for record in _lines(folder / "records.jsonl")}
    articles = []
    for page in _lines(folder / "pages.jsonl"):
        file = files[page["page_id"]]
        raw = read_page(file).raw_text or ""
        units = _units(page, raw)
        for index, truth in enumerate(page["articles"]):
            article = _article(truth, units[index])
            newspaper = newspapers[file.newspaper]
            articles.append(GoldArticle(truth["source"], file, newspaper, article, records.get(truth["source"])))
    return articles


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _units(page: dict[str, Any], raw: str) -> dict[int, dict[int, SourcedText]]:
    """Return article → unit → text; a space that the raw text has only as a line end is that line end, normalised."""
    runs: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for start, end, article, unit, offset in page["runs"]:
        runs[article, unit].append((offset, start, end))
    units: dict[int, dict[int, SourcedText]] = defaultdict(dict)
    for (article, unit), pieces in runs.items():
        parts: list[SourcedText] = []
        length = 0
        for offset, start, end in sorted(pieces):
            if offset > length and raw[start - 1] in LINE_ENDS:
                parts.append(SourcedText.of(raw, start - 1, start).normalised({0: " "}))
            parts.append(SourcedText.of(raw, start, end))
            length = offset + end - start
        units[article][unit] = SourcedText.concat(parts)
    return units


def _article(truth: dict[str, Any], units: dict[int, SourcedText]) -> ReadArticle:
    titles = []
    paragraphs = []
    for index, unit in enumerate(truth["units"]):
        if index not in units:
            continue
        if unit["role"] in ("body", "heading"):
            paragraphs.append(ReadParagraph(unit["role"], units[index]))
        else:
            titles.append(PrintedTitle(unit["role"], units[index]))
    issues = () if truth["headline"] else ("no_headline",)
    return ReadArticle("report", tuple(titles), tuple(paragraphs), issues=issues)  # type: ignore[arg-type]
