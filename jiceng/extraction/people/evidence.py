"""What is seen of a string over the whole article that speaks for or against it as a name, whatever rules found it."""

from collections.abc import Mapping
from math import log

from jiceng.extraction.lexicon import characters
from jiceng.extraction.people.addresses import is_addressed
from jiceng.extraction.people.after_titles import starts_after_titles
from jiceng.extraction.people.candidates import Candidate
from jiceng.extraction.people.cues import cue_follows
from jiceng.extraction.people.names.counts import Printings, count
from jiceng.extraction.people.names.letters import COMMON_SURNAMES, SURNAMES
from jiceng.extraction.people.names.odds import given_odds, odds_after, odds_before
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary

_UNMEASURED = 1.5
"""Likeness of a string that no rule measured."""
_LEAST_LIKENESS, _MOST_LIKENESS = -2.0, 10.0
_LONGEST = 5
_ENDS_OF_PLACES = characters("ends_of_natural_places")
_JOINTS = ("、", "和", "与")
_TITLED = 5.0
"""Likeness of a string that follows a title."""


def features_of_places(article: ArticleText, candidate: Candidate) -> dict[str, float]:
    """Return what is seen where a string is printed, named `prefix: what`."""
    text, name = article.text, candidate.name
    starts = article.once(Printings)[name]
    if not starts:
        starts = tuple(sorted(candidate.rules))
    ends = [start + len(name) for start in starts]
    before = [odds_before(text, start) for start in starts]
    after = [odds_after(text, end) for end in ends]
    times = len(starts)
    found = {
        "before: mean": sum(before) / times,
        "before: best": max(before),
        "after: mean": sum(after) / times,
        "after: best": max(after),
        "after: worst": min(after),
        "printed: times": log(times),
        "printed: found": len(candidate.rules) / times,
        **_words_at(article, starts, len(name)),
    }
    if any(cue_follows(text, end) and not is_addressed(article, end) for end in ends):
        found["after: cue"] = 1.0
    if times > 1:
        followers = {text[end : end + 1] for end in ends}
        found["printed: one follower"] = float(len(followers) == 1 and all(map(str.isalnum, followers)))
        leaders = {text[max(0, start - 1) : start] for start in starts}
        found["printed: one leader"] = float(len(leaders) == 1 and all(map(str.isalnum, leaders)))
    if len(name) > 2:
        found["printed: shorter more"] = float(count(article, name[:-1]) > count(article, name))
    return found


def features_of_titles(article: ArticleText, candidate: Candidate) -> dict[str, float]:
    """Return what titles and words for relatives before a string say, named `prefix: what`."""
    titled = article.once(_titled_starts)
    return {f"after: {feature}": 1.0 for start in candidate.rules for feature in titled.get(start, ())}


def _titled_starts(article: ArticleText) -> dict[int, tuple[str, ...]]:
    return dict(article.once(starts_after_titles))


def add_features_of_lists(text: str, candidates: Mapping[str, Candidate]) -> None:
    """Add to candidates that they are beside each other in lists (张三、李四), named `list: what`."""
    starting: dict[int, list[Candidate]] = {}
    ending: dict[int, list[Candidate]] = {}
    for candidate in candidates.values():
        for start in candidate.rules:
            starting.setdefault(start, []).append(candidate)
            ending.setdefault(start + len(candidate.name), []).append(candidate)
    for candidate in candidates.values():
        best, sides = 0.0, 0
        for start in candidate.rules:
            end = start + len(candidate.name)
            before = ending.get(start - 1, ()) if text[start - 1 : start] in _JOINTS else ()
            after = starting.get(end + 1, ()) if text[end : end + 1] in _JOINTS else ()
            best = max([best, *(_sure(one) for one in (*before, *after))])
            sides = max(sides, bool(before) + bool(after))
        if sides:
            candidate.features["list: sides"] = float(sides)
            candidate.features["list: best beside"] = best


def _sure(candidate: Candidate) -> float:
    """Return how like a name a string is that is beside another, by what its rules measured."""
    titled = _TITLED if "person_office: proposed" in candidate.features else 0.0
    return max(titled, min(candidate.likeness or 0.0, _MOST_LIKENESS))


def _words_at(article: ArticleText, starts: tuple[int, ...], length: int) -> dict[str, float]:
    """Return how the segmenter cuts a string where it is printed."""
    whole = crossed = 0
    for start in starts:
        first, last = article.words.at(start), article.words.at(start + length - 1)
        whole += first.start == start and first.end == start + length
        crossed += (first.start < start and in_dictionary(first.text)) or (
            last.end > start + length and in_dictionary(last.text)
        )
    found = {"words: whole": whole / len(starts), "words: crossed": crossed / len(starts)}
    first = article.words.at(starts[0])
    if first.start == starts[0] and first.end == starts[0] + length:
        found[f"words: {first.tag}"] = 1.0
    return found


def features_of_letters(candidate: Candidate) -> dict[str, float]:
    """Return what a string is written with, named `prefix: what`."""
    name = candidate.name
    surname = _surname(name)
    found = {"string: any": 1.0, f"string: {min(len(name), _LONGEST)} characters, {surname} surname": 1.0}
    if name[-1] in _ENDS_OF_PLACES:
        found["string: ends as a place"] = 1.0
    if surname != "no":
        given = given_odds(name)
        found["given: odds"] = found[f"given: odds of {min(len(name), _LONGEST)}"] = given
    if surname in ("common", "rare") and len(name) < 4:
        measured = candidate.likeness
        likeness = _UNMEASURED if measured is None else measured
        found["string: likeness"] = max(_LEAST_LIKENESS, min(_MOST_LIKENESS, likeness))
        if measured is None:
            found["string: unmeasured"] = 1.0
    return found


def _surname(name: str) -> str:
    if name[0] in COMMON_SURNAMES:
        return "common"
    if name[0] in SURNAMES:
        return "rare"
    return "double" if name[:2] in SURNAMES else "no"
