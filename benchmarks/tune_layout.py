"""Tunes the costs of layout on a gold folder: python -m benchmarks.tune_layout GOLD [--held-out] [--write].

Coordinate descent: one cost at a time is raised or lowered, and the change is kept if the pages are laid out better.
The pages are those of the gold and some variants of each, typeset anew. With `--held-out` every other page is left out
of the tuning and only measured, before and after. `--write` writes the costs to jiceng/reading/layout/weights.toml.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from jiceng.evaluation.gold import GoldPage, PageTruth, read_gold
from jiceng.evaluation.typeset import typeset
from jiceng.reading import read_lines
from jiceng.reading.layout.lay_out import LaidArticle, lay_out
from jiceng.reading.layout.weights import FILE, WEIGHTS, Costs
from jiceng.reading.paragraphs.line_groups import RepairedPage
from jiceng.reading.paragraphs.repair import repair

_WORTH = {"clusters": 1.0, "headline": 0.5, "text": 0.4, "kicker": 0.15, "subheadline": 0.05, "byline": 0.15}
"""Weights of the figures in `worth`: B³ F1 of characters, and shares of articles with the part exactly right."""
_FURNITURE = -1
"""Number of the article of what was taken for furniture."""
TITLES = ("kicker", "headline", "subheadline")
"""The titles whose shares are measured."""
_FIRST_STEP, _LAST_STEP = 0.35, 0.02
"""Step of the first round and of the last one, as shares of a cost."""
_SMALLER_STEP, _MUCH_SMALLER_STEP = 0.7, 0.4
"""Factors from one round's step to the next: after a round that changed something, after one that changed nothing."""
_LEAST_STEP, _LEAST_GAP_STEP = 0.4, 0.1
"""Smallest step of a cost, and of what speaks for a gap."""
_BETTER = 1e-5
"""How much better the pages have to be laid out for a change to be kept."""


@dataclass(frozen=True)
class Truth:
    """What a group of lines is, by most of its characters."""

    article: int
    """Number of the article in the gold."""
    unit: int
    """Number of the title or paragraph in that article."""
    role: str
    size: int
    """Characters of the group."""


@dataclass(frozen=True)
class Sample:
    """A page whose truth is known, its lines joined to groups already."""

    page: RepairedPage
    truth: dict[int, Truth]
    """By the index of a group's first line."""


def sample(raw: str, gold: PageTruth) -> Sample:
    """Return a page of gold with the truth for each of its groups of lines."""
    page = repair(read_lines(raw))
    place = {offset: run[2:4] for run in gold.runs for offset in range(run[0], run[1])}
    truth = {}
    for group in page.groups:
        lines = page.lines[group.first : group.end]
        counts = Counter(tuple(place[i]) for line in lines for i in range(line.start, line.end) if i in place)
        if counts:
            (article, number), _ = counts.most_common(1)[0]
            role = gold.articles[article].units[number].role
            truth[group.first] = Truth(article, number, role, counts.total())
    return Sample(page, truth)


def count(laid: Sequence[LaidArticle], truth: dict[int, Truth], counts: Counter[str]) -> None:
    """Add to the counts how well a page is laid out."""
    owner = {group.first: j for j, a in enumerate(laid) for group in (*a.titles, *a.byline, *a.body)}
    both: Counter[tuple[int, int]] = Counter()
    for first, true in truth.items():
        both[true.article, owner.get(first, _FURNITURE)] += true.size
    sizes: Counter[int] = Counter()
    given: Counter[int] = Counter()
    for (article, j), size in both.items():
        sizes[article] += size
        given[j] += size
    counts["characters"] += sizes.total()
    for (article, j), size in both.items():
        counts["precise"] += size * size / given[j]  # type: ignore[assignment]
        counts["recalled"] += size * size / sizes[article]  # type: ignore[assignment]
    for article in sizes:
        _, j = max((size, j) for (one, j), size in both.items() if one == article)
        if j == _FURNITURE:
            continue
        wanted = sorted((true.unit, first, true.role) for first, true in truth.items() if true.article == article)
        for role in TITLES:
            right = sorted(first for _, first, is_role in wanted if is_role == role)
            printed = [u.first for u, is_role in zip(laid[j].titles, laid[j].roles, strict=True) if is_role == role]
            if right:
                counts[f"{role} of"] += 1
                counts[role] += printed == right
        bylines = sorted(first for _, first, role in wanted if role == "byline")
        if bylines:
            counts["byline of"] += 1
            counts["byline"] += sorted(group.first for group in laid[j].byline) == bylines
        counts["text of"] += 1
        body = [first for _, first, role in wanted if role in ("body", "heading")]
        counts["text"] += [group.first for group in laid[j].body] == body


def figures(samples: Sequence[Sample]) -> dict[str, float]:
    """Return how well some pages are laid out with the present costs, each figure from 0 to 1."""
    counts: Counter[str] = Counter()
    for one in samples:
        count(lay_out(one.page), one.truth, counts)
    found = {"clusters": 2 / (counts["characters"] / counts["precise"] + counts["characters"] / counts["recalled"])}
    for name in (*TITLES, "byline", "text"):
        found[name] = counts[name] / (counts[f"{name} of"] or 1)
    return found


def worth(samples: Sequence[Sample]) -> float:
    """Return the weighted sum of the figures."""
    found = figures(samples)
    return sum(weight * found[name] for name, weight in _WORTH.items())


def tune(samples: Sequence[Sample], minutes: float, seed: int = 1) -> None:
    """Change the costs one at a time, by smaller steps each round, until the minutes are over or nothing helps."""
    rng = random.Random(seed)
    names = [field.name for field in fields(Costs)]
    best, share, ends = worth(samples), _FIRST_STEP, time.monotonic() + 60 * minutes
    while share > _LAST_STEP:
        changed = 0
        rng.shuffle(names)
        for name in names:
            if time.monotonic() > ends:
                return
            before = getattr(WEIGHTS, name)
            least = _LEAST_GAP_STEP if name.startswith("gap_") else _LEAST_STEP
            step = max(least, abs(before) * share) * rng.choice((1, -1))
            for change in (step, -step):
                kept = getattr(WEIGHTS, name)
                setattr(WEIGHTS, name, round(kept + change, 3))
                now = worth(samples)
                if now > best + _BETTER:
                    best, changed = now, changed + 1
                    print(f"{name}: {before} → {getattr(WEIGHTS, name)}, {best:.4f}", flush=True)
                    break
                setattr(WEIGHTS, name, kept)
        share *= _SMALLER_STEP if changed else _MUCH_SMALLER_STEP


def write_costs(file: Path = FILE) -> None:
    """Write the costs to their file, whose comments stay."""
    text = file.read_text(encoding="utf-8")
    for field in fields(Costs):
        text = re.sub(rf"(?m)^{field.name} = \S+", f"{field.name} = {getattr(WEIGHTS, field.name)}", text)
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def read_samples(pages: Sequence[GoldPage], variants: int) -> list[Sample]:
    """Return pages of gold as they are printed, and some variants of each."""
    samples = []
    for page in pages:
        samples.append(sample(page.raw.raw_text or "", page.truth))
        samples += [sample(*typeset(page.truth, f"{number}/{page.page_id}")) for number in range(variants)]
    return samples


def show(name: str, samples: Sequence[Sample]) -> None:
    """Print the figures of some pages."""
    found = figures(samples)
    print(f"{name} ({len(samples)} pages): " + ", ".join(f"{what} {share:.4f}" for what, share in found.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--variants", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pages = sorted(read_gold(arguments.gold).pages, key=lambda page: page.page_id)
    held_out = read_samples(pages[1::2], arguments.variants) if arguments.held_out else []
    samples = read_samples(pages[0::2] if arguments.held_out else pages, arguments.variants)
    for when in ("before", "after"):
        if when == "after":
            tune(samples, arguments.minutes)
        show(f"tuned on, {when}", samples)
        if held_out:
            show(f"held out, {when}", held_out)
    if arguments.write:
        write_costs()


if __name__ == "__main__":
    main()
