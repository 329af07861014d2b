"""Makes the tables of what names are written with and what stands beside them.

    python -m jiceng.evaluation.training.extraction.name_odds GOLD_DIR

GOLD_DIR is a gold folder; only its articles without annotations are read, and the names of jieba's dictionary. A string
is taken for a name where a title is before it and a mark, a cue or a common follower after it (局长张三说), or where a
byline has it. What is beside names is counted at the other places where the article prints them, so that it says how
names look that have no title.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import jieba

from jiceng.evaluation.gold import read_gold
from jiceng.extraction import lexicon
from jiceng.extraction.people.after_titles import starts_after_titles
from jiceng.extraction.people.names.boundaries import boundary_at
from jiceng.extraction.people.names.chinese import NameEnds
from jiceng.extraction.people.names.letters import COMMON_SURNAMES, NAME_LENGTHS, SURNAMES
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText

CHARACTERS, CONTEXTS = "name_characters.csv", "name_contexts.csv"
_PRINTED_NAME = 3
"""For how many names of the dictionary one that newspapers print counts."""
_FEWEST = 3
"""Least count of two characters beside a name or elsewhere."""
_BACKED_OFF = 5.0
"""For how many printings the odds of one character count in those of two."""
_LEAST, _MOST = 0.5, 3.0
"""By how much the odds of two characters differ from those of one so that they are kept; the largest odds."""
_MOST_OF_CHARACTERS = 4.0


class SeenText(NamedTuple):
    """An article's text, its names after titles with the offsets there, and the names of its byline."""

    text: str
    titled: dict[str, set[int]]
    byline: frozenset[str]


def seen_texts(folder: Path) -> Iterator[SeenText]:
    """Yield the articles of a gold folder that have no annotations."""
    for page in read_gold(folder).pages:
        for gold in page.articles:
            if gold.records is None and gold.article.paragraphs:
                article = ArticleText(gold.article, page.newspaper)
                yield SeenText(article.text, _names_after_titles(article), article.byline_names)


def _names_after_titles(article: ArticleText) -> dict[str, set[int]]:
    names: dict[str, set[int]] = {}
    ends = article.once(NameEnds)
    for start, features in article.once(starts_after_titles):
        end = ends[start]
        if end > start and features == ("title",) and boundary_at(article, end) >= WEIGHTS.ends_well:
            names.setdefault(article.text[start:end], set()).add(start)
    return names


def character_odds(texts: Iterable[SeenText]) -> dict[str, tuple[float, float, float, float]]:
    """Return character → how much likelier it is in names than in any text, as logarithms of ratios.

    They are of surnames, of the second and the third character of names of three, and of the second of names of two.
    """
    surnames: Counter[str] = Counter()
    second: Counter[str] = Counter()
    third: Counter[str] = Counter()
    only: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for name in _names_of_dictionary():
        second[name[1]] += 1
        third[name[2]] += 1
    names: set[str] = set()
    for text in texts:
        printed.update(text.text)
        names.update(name for name in (*text.titled, *text.byline) if name[0] in SURNAMES and len(name) in NAME_LENGTHS)
    for name in names:
        surnames[name[0]] += 1
        for place, counts in ((1, second), (2, third)) if len(name) > 2 else ((1, only),):
            counts[name[place]] += _PRINTED_NAME
    known = sorted(printed.keys() | second.keys() | third.keys() | only.keys())
    odds = [
        _odds(surnames, printed, known, 0.3, 100.0),
        *(_odds(c, printed, known, 1.0, 4000.0) for c in (second, third, only)),
    ]
    return {one: tuple(table[one] for table in odds) for one in known if "\u4e00" <= one <= "\u9fff"}  # type: ignore[misc]


def _names_of_dictionary() -> Iterator[str]:
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode().split()
            if tag.startswith("nr") and len(word) == 3 and word[0] in COMMON_SURNAMES and word[:2] not in SURNAMES:
                yield word


def _odds(
    counts: Counter[str], printed: Counter[str], known: Iterable[str], added: float, added_in_all: float
) -> dict[str, float]:
    """Return the odds of each character in names, against any text; `added` and `added_in_all` are smoothing."""
    whole, all_printed = counts.total() + added_in_all, printed.total()
    return {
        one: _clipped(
            math.log((counts[one] + added) / whole) - math.log((printed[one] + 5) / all_printed), _MOST_OF_CHARACTERS
        )
        for one in known
    }


def _clipped(odds: float, most: float) -> float:
    return max(-most, min(most, odds))


def context_odds(texts: Iterable[SeenText]) -> dict[tuple[str, str], float]:
    """Return (side, one or two characters) → how much likelier they are there beside a name than beside other text.

    The sides are `before` and `after`, the other text is what begins as a surname does; the odds are logarithms of
    ratios. A line end is also the text's start and end.
    """
    with_names: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
    elsewhere: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
    for text, titled, byline in texts:
        taken: set[int] = set()
        for name in (*titled, *byline):
            for start in _printed(text, name):
                taken.add(start)
                if name in titled and start not in titled[name]:
                    with_names["before"].update(_beside(text, start)[0])
                if name in titled:
                    with_names["after"].update(_beside(text, start + len(name))[1])
        for start, character in enumerate(text):
            if character in SURNAMES and start not in taken:
                elsewhere["before"].update(_beside(text, start)[0] * len(NAME_LENGTHS))
                for length in NAME_LENGTHS:
                    elsewhere["after"].update(_beside(text, start + length)[1])
    found: dict[tuple[str, str], float] = {}
    for side in with_names:
        found |= _context_odds(side, with_names[side], elsewhere[side])
    return found


def _printed(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        yield start
        start = text.find(name, start + 1)


def _beside(text: str, offset: int) -> tuple[list[str], list[str]]:
    """Return one and two characters before an offset, and those from it on."""
    before, after = text[max(0, offset - 2) : offset] or "\n", text[offset : offset + 2] or "\n"
    return [before[-1], before] if len(before) > 1 else [before], [after[0], after] if len(after) > 1 else [after]


def _context_odds(side: str, with_names: Counter[str], elsewhere: Counter[str]) -> dict[tuple[str, str], float]:
    singles = {string for string in with_names | elsewhere if len(string) == 1}
    share = sum(with_names[one] for one in singles) / max(1, sum(elsewhere[one] for one in singles))
    odds = {one: math.log((with_names[one] + 0.5) / (elsewhere[one] * share + 0.5)) for one in sorted(singles)}
    found = {(side, one): _clipped(value, _MOST) for one, value in odds.items() if abs(value) >= 0.1}
    for pair in sorted(string for string in with_names | elsewhere if len(string) == 2):
        if with_names[pair] + elsewhere[pair] * share >= _FEWEST:
            backed_off = odds[pair[-1] if side == "before" else pair[0]]
            likely = 1 / (1 + math.exp(-backed_off))
            value = math.log(
                (with_names[pair] + _BACKED_OFF * likely) / (elsewhere[pair] * share + _BACKED_OFF * (1 - likely))
            )
            if abs(value - backed_off) >= _LEAST:
                found[side, pair] = _clipped(value, _MOST)
    return found


def write(folder: Path, texts: list[SeenText]) -> None:
    """Write both tables into a folder."""
    made = (
        f"# Made by jiceng.evaluation.training.extraction.name_odds from {len(texts)} articles without annotations and "
        "the names of jieba's dictionary (MIT)."
    )
    characters = character_odds(texts)
    lines = [
        "# How much likelier a character is than in any text as a surname, as the second and the third character of a",
        "# name of three and as the second of a name of two: natural logarithms.",
        made,
        "character,surname,second,third,only",
    ]
    lines += [f"{one}," + ",".join(f"{value:.1f}" for value in odds) for one, odds in characters.items()]
    (folder / CHARACTERS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [
        "# How much likelier one or two characters are beside a name without a title than beside anything else that",
        "# begins with a surname: natural logarithms. A line end, which is also the start and the end of a text, is /.",
        made,
        "side,characters,odds",
    ]
    contexts = context_odds(texts)
    shown = {(side, string): value for (side, string), value in contexts.items() if "/" not in string}
    lines += [f'{side},"{_shown(string)}",{value:.1f}' for (side, string), value in shown.items()]
    (folder / CONTEXTS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _shown(string: str) -> str:
    return string.replace('"', '""').replace("\n", "/")


if __name__ == "__main__":
    write(Path(lexicon.__file__).parent, list(seen_texts(Path(sys.argv[1]))))
