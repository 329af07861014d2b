"""Measures the precision of every extraction rule on a gold folder: python -m benchmarks.rule_precision GOLD [--write].

Extraction runs on the gold's articles as a perfect reader gives them. A quote is right where it lies on a gold quote of
its kind (direct: 0.8 of the characters in common, indirect: 0.5) and has its speaker; a mention is right where its
entity is one of the article's, by name or as printed. Gold does not list organizations: their rules stay unmeasured.
`--write` rewrites jiceng/rules.csv.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.gold import GoldArticle, gold_hash, read_gold
from jiceng.extraction import RULES
from jiceng.page import read_page
from jiceng.records import article_records
from jiceng.rules import MEASUREMENTS
from schemas import Mention, Quote

HEAD = (
    "# Records that each rule made on the gold set, and how many of them are right;"
    " written by benchmarks/rule_precision.py.\n"
)
LEAST_OVERLAP = {"direct": 0.8, "indirect": 0.5}
GOLD_LISTS = {"person": "people", "community": "communities", "initiative": "initiatives"}


def is_right_quote(quote: Quote, gold: GoldArticle) -> bool:
    """Say whether a gold quote of this kind stands where the quote does and has its speaker."""
    assert gold.records is not None
    mine = set(range(quote.text_start, quote.text_end))
    starts = [start for start, _ in gold.article.paragraph_ranges]
    for truth in gold.records["quotes"]:
        start = starts[truth["paragraph"]] + truth["start"]
        theirs = set(range(start, start + len(truth["text"])))
        overlap = len(mine & theirs) / len(mine | theirs)
        if truth["kind"] == quote.kind and overlap >= LEAST_OVERLAP[quote.kind]:
            return bool(truth["speaker"] == quote.speaker)
    return False


def bare(name: str) -> str:
    """Return a name without its marks."""
    return name.translate(dict.fromkeys(map(ord, "“”‘’《》")))


def is_right_mention(mention: Mention, names: dict[str, str], gold: GoldArticle) -> bool:
    """Say whether the entity that a mention names is one of the article's."""
    assert gold.records is not None
    theirs = {bare(truth["name"]) for truth in gold.records[GOLD_LISTS[mention.entity_type]]}
    return bool(theirs & {bare(names[mention.entity_id]), bare(mention.surface)})


def measure(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Return rule → records made, and rule → records that are right, on the gold's annotated articles."""
    support: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold in read_gold(folder):
        if gold.records is None:
            continue
        rows: dict[str, list[Any]] = article_records(read_page(gold.page), gold.newspaper, gold.article, 1).rows
        for quote in rows["quotes"]:
            support[quote.rule] += 1
            right[quote.rule] += is_right_quote(quote, gold)
        names = {row.person_id: row.name for row in rows["people"]}
        names |= {row.community_id: row.name for row in rows["communities"]}
        names |= {row.initiative_id: row.name for row in rows["initiatives"]}
        for mention in rows["mentions"]:
            if mention.entity_type in GOLD_LISTS:
                support[mention.rule] += 1
                right[mention.rule] += is_right_mention(mention, names, gold)
    return support, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true", help="rewrite jiceng/rules.csv")
    arguments = parser.parse_args()
    support, right = measure(arguments.gold)
    gold = gold_hash(arguments.gold)
    rows = [(rule.name, support[rule.name], right[rule.name], gold) for rule in sorted(RULES, key=lambda r: r.name)]
    for name, made, good, _ in rows:
        print(f"{name:32s} {made:5d} {good / made if made else float('nan'):.3f}")
    if arguments.write:
        beside = MEASUREMENTS.with_suffix(".new")
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(HEAD)
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("rule", "support", "right", "gold"))
            writer.writerows(row for row in rows if row[1])
        beside.replace(MEASUREMENTS)


if __name__ == "__main__":
    main()
