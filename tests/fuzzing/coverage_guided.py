"""One target under atheris: NAME FINDS [libFuzzer's arguments]. `python -m tests.fuzzing` calls it.

What is raised ends nothing: the first input of each kind, told apart by where it was raised, is written to the folder
FINDS. libFuzzer itself ends the run where an input takes too long or too much memory.
"""

import sys
import traceback
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["jiceng", "schemas", "tomllib", "zipfile"]):
    from tests.fuzzing.mutation import mutated
    from tests.fuzzing.targets import TARGETS


def main() -> None:
    """Look for inputs until libFuzzer's arguments say that it is enough."""
    name, finds = sys.argv[1], Path(sys.argv[2])
    target = TARGETS[name]
    known: set[str] = set()

    def run(data: bytes) -> None:
        try:
            target.run(data)
        except Exception as error:
            kind = _kind(error)
            if kind not in known:
                known.add(kind)
                (finds / f"{name}-{len(known)}").write_bytes(data)
                (finds / f"{name}-{len(known)}.txt").write_text("".join(traceback.format_exception(error)))
                print(f"find: {kind}", flush=True)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        changed = mutated(data, chance, target.tokens, most)
        return changed if chance.random() < 0.7 else atheris.Mutate(changed, most)

    atheris.Setup([sys.argv[0], *sys.argv[3:]], run, custom_mutator=mutate)
    atheris.Fuzz()


def _kind(error: BaseException) -> str:
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if "/jiceng/" in frame.filename]
    where = f" at {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}{where}"


if __name__ == "__main__":
    main()
