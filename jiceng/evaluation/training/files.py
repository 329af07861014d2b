"""Writes the files of weights that reading reads."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from jiceng.evaluation.log_linear import Weights
from jiceng.storage import replace_file


def write_features(weights: Weights, comment: Sequence[str], file: Path) -> None:
    """Write weights of features named `prefix: name`, sorted, a table per prefix, below the lines of a comment."""
    lines = [f"# {line}" for line in comment]
    named = sorted((*name.split(": ", 1), weight) for name, weight in weights.items())
    for prefix, group in groupby(named, key=lambda one: one[0]):
        lines += ["", f"[{_quoted(str(prefix))}]"]
        lines += [f"{_quoted(str(name))} = {weight:.2f}" for _, name, weight in group]
    replace_file(file, ("\n".join(lines) + "\n").encode())


def _quoted(key: str) -> str:
    """Return a key of TOML."""
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
