"""Score a built dataset on a gold set and fail where a figure is below its floor: OUTPUT GOLD SET."""

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"


def main(output: Path, gold: Path, name: str) -> int:
    """Print the score and return 1 where a figure is below its floor."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "score.json"
        command = [sys.executable, str(gold / "score.py"), str(output), str(gold / name), "--json", str(report)]
        subprocess.run(command, check=True)
        found = json.loads(report.read_text(encoding="utf-8"))
    missed = 0
    for group, floors in tomllib.loads(FLOORS.read_text(encoding="utf-8"))[name].items():
        for path, floor in floors.items():
            figure = found[group]
            for part in path.split("."):
                figure = figure[part]
            if figure < floor:
                print(f"{name}: {path} is {figure}, needed {floor}", file=sys.stderr)
                missed += 1
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
