"""Writes the pages of a gold folder, typeset anew, as a gold folder of its own: python -m benchmarks.typeset GOLD OUT.

See jiceng/evaluation/typeset.py; `jiceng evaluate GOLD --typeset N` measures on such pages without writing them.
"""

import argparse
import shutil
from pathlib import Path

from jiceng.evaluation.gold import PAGES, RECORDS, read_gold
from jiceng.evaluation.typeset import typeset_anew


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    raw: Path = arguments.out / "raw"
    truth = []
    for page in read_gold(arguments.gold).pages:
        anew = typeset_anew(page, arguments.seed)
        target = raw / f"{page.page_id}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(anew.raw.raw_text or "", encoding="utf-8", newline="")
        truth.append(anew.truth.model_dump_json() + "\n")
    for toml in (arguments.gold / "raw").glob("*/newspaper.toml"):
        shutil.copyfile(toml, raw / toml.parent.name / toml.name)
    (arguments.out / PAGES).write_text("".join(truth), encoding="utf-8")
    if (arguments.gold / RECORDS).exists():
        shutil.copyfile(arguments.gold / RECORDS, arguments.out / RECORDS)


if __name__ == "__main__":
    main()
