"""Flip bits in the files of a dataset and see what is published: python -m benchmarks.bit_flips [--times N] [--seed N]

A dataset of some pages is published, and one page is changed. Before each build one bit of one file is flipped (or the
file is cut, emptied or removed), its time unchanged: of a shard, of the current build, or of the cache of hashes. The
build must end well and publish the bytes of an undisturbed one. Exit code 1 if any flip fails this.
"""

import argparse
import logging
import os
import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from flows.runs.steps import build_dataset
from flows.settings import Settings
from jiceng.dataset.checks.builds import check_build

PAGE = """\
水岸广场建成开放
　　本报讯（记者 林一舟）东湖区民政局局长周远山介绍：“广场今年春天建成，欢迎大家来走走看看。”
　　东湖区红旗社区党委书记白小川表示，社区将组织志愿者维护秩序，做好服务工作。
"""
DAYS = ("2020-01-05", "2020-02-05", "2021-03-05")
HARM = ("flip", "flip", "flip", "flip", "cut", "empty", "remove")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    logging.getLogger("jiceng").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="jiceng-flips-") as folder:
        wrong = run(Path(folder), chosen.times, random.Random(chosen.seed))
    for each in wrong:
        print(each)
    print(f"{len(wrong)} of {chosen.times} were published wrong or ended a build")
    return 1 if wrong else 0


def run(folder: Path, times: int, chance: random.Random) -> list[str]:
    """Return what went wrong, a line per flip."""
    raw = folder / "raw"
    write_pages(raw)
    build(raw, folder / "before")
    page = raw / "lake-daily" / DAYS[0] / "01.txt"
    page.write_text(PAGE.replace("春天", "秋天"), encoding="utf-8")
    build(raw, folder / "undisturbed")
    expected = tables(folder / "undisturbed")
    seen: Counter[str] = Counter()
    wrong = []
    for number in range(times):
        output = folder / "output"
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(folder / "before", output, symlinks=True)
        what = harm(output, chance)
        seen[what.partition(" of ")[0]] += 1
        wrong += [f"{what}: {each}" for each in found_wrong(raw, output, expected)]
        if number % 20 == 19:
            print(f"{number + 1}: {len(wrong)} wrong", flush=True)
    print(", ".join(f"{count} × {kind}" for kind, count in sorted(seen.items())))
    return wrong


def write_pages(raw: Path) -> None:
    for number, day in enumerate(DAYS):
        page = raw / "lake-daily" / day / "01.txt"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE.replace("红旗", "红旗滨江新安"[2 * number : 2 * number + 2]), encoding="utf-8")
    (raw / "lake-daily/newspaper.toml").write_text('title = "东湖日报"\nhome = "江西省/南昌市"\n', encoding="utf-8")


def build(raw: Path, output: Path) -> None:
    if not build_dataset(Settings(raw=raw, output=output, workers=1)).published:
        raise RuntimeError("nothing was published")


def harm(output: Path, chance: random.Random) -> str:
    """Harm one file of the dataset, its times kept; return what was done."""
    files = [path for path in sorted(output.rglob("*")) if path.is_file() and not path.is_symlink()]
    path = chance.choice([path for path in files if path.relative_to(output).parts[0] in ("shards", "builds")])
    stat, data = path.stat(), bytearray(path.read_bytes())
    kind = chance.choice(HARM) if data else "remove"
    if kind == "flip":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[chance.randrange(len(data)) :]
    elif kind == "empty":
        data.clear()
    path.unlink()
    if kind != "remove":
        path.write_bytes(data)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return f"{kind} of {path.relative_to(output)}"


def found_wrong(raw: Path, output: Path, expected: dict[str, bytes]) -> list[str]:
    """Build, and return what is wrong with what is published."""
    try:
        build(raw, output)
    except Exception as error:
        return [f"the build ended in {type(error).__name__}: {error}"]
    wrong = [str(broken) for broken in check_build(output)]
    if tables(output) != expected:
        wrong.append("other bytes were published")
    return wrong


def tables(output: Path) -> dict[str, bytes]:
    build_folder = (output / "current").resolve()
    return {path.relative_to(build_folder).as_posix(): path.read_bytes() for path in build_folder.rglob("*.parquet")}


if __name__ == "__main__":
    raise SystemExit(main())
