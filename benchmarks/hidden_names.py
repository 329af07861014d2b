"""Which names of private people a release with pseudonyms leaves readable: python -m benchmarks.hidden_names GOLD_DIR …

The pages of gold folders are built, and redacted as for a public release with their whole text. Of the people that
records.jsonl names in full, those without a public office count, by the kind of their offices: a name stays readable
where the redacted text of its page still has it. Said too is what else is hidden: the characters that are shown as 某
without being in any name of the gold, per 10,000 of those pages.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from flows.runs.steps import build_dataset
from flows.settings import Settings
from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.manifest import build_folder, read_manifest
from jiceng.evaluation.gold import read_gold
from jiceng.extraction.people.role_classes import classify_office
from jiceng.release.contents import create_released_tables
from jiceng.release.redaction.printed_names import SOMEONE, public_figures
from jiceng.release.redaction.redact import Policy, Redaction

NO_OFFICE = "none"


def hidden_texts(raw: Path, folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return of each page the text of its articles, as it is and as a release with pseudonyms shows it."""
    output, spill = folder / "output", folder / "spill"
    build_dataset(Settings(raw=raw, output=output, database_bytes=0))
    build = build_folder(output)
    spill.mkdir()
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with spilling_connection() as connection:
        create_released_tables(connection, build, read_manifest(build))
        connection.execute("CREATE TEMP TABLE before AS SELECT page_id, article_id, text FROM articles")
        Redaction(connection, Policy(text="full"), spill)
        query = "SELECT page_id, text, masks FROM before LEFT JOIN article_mask USING (page_id, article_id)"
        for page_id, text, masks in connection.execute(query).fetchall():
            shown = list(text)
            for mask in masks or ():
                shown[mask["start"] : mask["stop"]] = SOMEONE * (mask["stop"] - mask["start"])
            texts[page_id].append((text, "".join(shown)))
    return texts


def kind_of(person: dict[str, Any]) -> str:
    """Return the class of a person's first office, `public` if any of them is."""
    classes = [classify_office(title, person["organization"]) for title in person["titles"]]
    if any(public for _, public in classes):
        return "public"
    return classes[0][0] if classes else NO_OFFICE


def main(folders: list[Path]) -> None:
    people, readable, hidden, characters = Counter[str](), Counter[str](), 0, 0
    for gold in folders:
        pages = {article.source: page.page_id for page in read_gold(gold).pages for article in page.articles}
        with tempfile.TemporaryDirectory(prefix="jiceng-hidden-") as folder:
            texts = hidden_texts(gold / "raw", Path(folder))
        lines = (gold / "records.jsonl").read_text(encoding="utf-8").splitlines()
        named: dict[str, set[str]] = defaultdict(set)
        for record in map(json.loads, lines):
            page_id = pages.get(record["source"])
            for person in record["people"]:
                if page_id is None or person["name"] in public_figures():
                    continue
                named[page_id].add(person["name"])
                before = "".join(text for text, _ in texts[page_id])
                kind = kind_of(person)
                if person["name"] in before:
                    people[kind] += 1
                    readable[kind] += any(person["name"] in shown for _, shown in texts[page_id])
        for page_id, names in named.items():
            for text, shown in texts[page_id]:
                characters += len(text)
                without = text
                for name in sorted(names, key=len, reverse=True):
                    without = without.replace(name, "\0" * len(name))
                hidden += sum(a != b and a != "\0" for a, b in zip(without, shown, strict=True))
    for kind in sorted(people, key=lambda each: (each == "public", each)):
        print(f"{kind:20s} {readable[kind]:5d} of {people[kind]:5d} names stay readable")
    private = {kind: count for kind, count in people.items() if kind != "public"}
    left = sum(readable[kind] for kind in private)
    print(f"{'private in all':20s} {left:5d} of {sum(private.values()):5d} ({left / sum(private.values()):.1%})")
    print(f"hidden of what is no name in the gold: {hidden / characters * 10_000:.1f} of 10,000 characters")


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]] or sys.exit(__doc__))
