"""Run targets under atheris: [--seconds N] [NAME …], by default all of them, one after the other.

Inputs that reach something new are kept in .fuzzing/corpus/NAME and are where the next run begins; what jiceng stumbles
over is written to .fuzzing/finds. Exit code 1 if there is any.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzzing.target import MOST_BYTES
from tests.fuzzing.targets import TARGETS

ROOT = Path(__file__).parents[2]
_LONGEST_SECONDS = 20
"""That one input may take, on any machine."""
_MOST_MEGABYTES = 4_096


def main() -> int:
    """Carry out the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", metavar="NAME", choices=list(TARGETS), default=[])
    options.add_argument("--seconds", type=int, default=60)
    chosen = options.parse_args()
    found = [_run(name, chosen.seconds) for name in chosen.names or TARGETS]
    return 1 if any(found) else 0


def _run(name: str, seconds: int) -> bool:
    """Run a target; print how many inputs were read and what was found, and return whether anything was."""
    corpus, finds = ROOT / ".fuzzing" / "corpus" / name, ROOT / ".fuzzing" / "finds"
    corpus.mkdir(parents=True, exist_ok=True)
    finds.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    longest = max(MOST_BYTES, *(path.stat().st_size for path in corpus.iterdir()))
    limits = [f"-max_total_time={seconds}", f"-timeout={_LONGEST_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}"]
    with tempfile.TemporaryDirectory(prefix="jiceng-fuzzing-") as temporary:
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzzing.coverage_guided", name, str(finds), *limits,
             f"-max_len={longest}", f"-artifact_prefix={finds}/{name}-", str(corpus)],
            cwd=ROOT, env={**os.environ, "TMPDIR": temporary}, capture_output=True, text=True, errors="replace",
        )  # fmt: skip
    said = done.stdout + done.stderr
    kinds = re.findall(r"^find: (.*)$", said, re.MULTILINE)
    if done.returncode:
        kinds.append(f"ended with {done.returncode}: {said.strip().splitlines()[-1]}")
    (runs,) = re.findall(r"^Done (\d+) runs", said, re.MULTILINE)[-1:] or ["?"]
    print(f"{name}: {runs} runs, {len(kinds)} finds", *kinds, sep="\n  ", flush=True)
    return bool(kinds)


if __name__ == "__main__":
    sys.exit(main())
