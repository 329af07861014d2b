"""Score a built dataset on the seed gold and fail where a figure is below what was promised: OUTPUT GOLD."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FLOORS = {
    ("pages", "characters_kept"): 1.0,
    ("pages", "line_joins", "f1"): 0.98,
    ("pages", "paragraph_breaks", "f1"): 0.98,
    ("pages", "headline", "accuracy"): 1.0,
    ("pages", "kicker", "accuracy"): 1.0,
    ("pages", "byline", "accuracy"): 1.0,
    ("pages", "article_text_exact", "accuracy"): 1.0,
    ("pages", "raw_spans_match_text", "accuracy"): 1.0,
    ("records", "records_f1"): 0.85,
    ("records", "initiative_components", "f1"): 0.85,
    ("records", "initiative_stated_count", "accuracy"): 1.0,
}


def main(output: Path, gold: Path) -> int:
    """Print the score and return 1 where a figure is below its floor."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "score.json"
        command = [sys.executable, str(gold / "score.py"), str(output), str(gold / "seed"), "--json", str(report)]
        subprocess.run(command, check=True)
        figures = json.loads(report.read_text(encoding="utf-8"))
    missed = 0
    for path, floor in FLOORS.items():
        figure = figures
        for part in path:
            figure = figure[part]
        if figure < floor:
            print(f"{'.'.join(path)} is {figure}, needed {floor}", file=sys.stderr)
            missed += 1
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
