"""Score a built dataset on a gold set and fail where a figure is below its floor: OUTPUT GOLD SET.

SET is a folder of GOLD with its truth beside it, or `exam/NAME`, a set whose truth is sealed.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
_FIGURE = re.compile(r"([a-z_0-9]+)=([0-9.]+)")


def main(output: Path, gold: Path, name: str) -> int:
    """Print the score and return 1 where a figure is below its floor."""
    if name.startswith("exam/"):
        command = [sys.executable, str(gold / "exam.py"), str(output), name.removeprefix("exam/")]
    else:
        command = [sys.executable, str(gold / "score.py"), str(output), str(gold / name)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(printed)
    found = dict(_figures(printed))
    missed = 0
    for group, floors in tomllib.loads(FLOORS.read_text(encoding="utf-8"))[name].items():
        for path, floor in floors.items():
            figure = found[f"{group}.{path}"]
            if figure < floor:
                print(f"{name}: {path} is {figure}, needed {floor}", file=sys.stderr)
                missed += 1
    return 1 if missed else 0


def _figures(printed: str) -> Iterator[tuple[str, float]]:
    """Yield `group.figure` or `group.figure.part` and its value, from a score as it is printed."""
    group = ""
    for line in printed.splitlines():
        if line.startswith("["):
            group = line.strip("[]")
            continue
        name, _, values = line.strip().partition(" ")
        parts = _FIGURE.findall(values)
        if not parts and values.strip():
            yield f"{group}.{name}", float(values)
        for part, value in parts:
            yield f"{group}.{name}.{part}", float(value)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
