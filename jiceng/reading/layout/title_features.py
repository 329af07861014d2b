"""What may tell a title of an article from a section heading or a short paragraph: its words and what is around it.

Features are named `prefix: value`. Those of the surroundings are numbers divided into steps, so that a model can give
each step, and each pair of them, a weight of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from jiceng.reading.layout.bigrams import Bigrams, cohesion, union
from jiceng.reading.layout.parts import Part

_LENGTHS = (4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 34, 42)
_ROUGH_LENGTHS = (5, 7, 9, 11, 13, 15, 18, 22, 28)
"""Characters of a title."""
_LONGER = (-8, -3, -1, 2, 4, 9)
"""By how many characters another title is longer."""
_BODY_LENGTHS = (60, 150, 300, 600, 1200)
"""Characters of a body."""
_SHARES = (0.01, 0.1, 0.25, 0.4, 0.6)
"""Shares of a title's bigrams that a body repeats."""
_COHESIONS = (0.01, 0.02, 0.035, 0.05, 0.08)
_MORE = (-0.3, -0.1, 0.01, 0.1, 0.3)
"""By how large a share of a title's bigrams the bodies below repeat more than those above."""
_STRETCH = 6
"""Bodies above or below that are compared."""
_MARKS = "，、：；！？“”《》（）—…· "
_OF_ONE_LENGTH = (1, 2, 4)
"""Other possible titles of the page that are as long as the title, give or take a character."""
_TITLES = (4, 8, 14, 22)
"""Possible titles on the page."""
_BEGINNINGS = (0.2, 0.4, 0.6, 1.0)
"""Byline lines and dispatches for each possible title of the page."""
_FURTHEST = 6
"""Parts over which the next byline line or dispatch is looked for."""
_SHORT_BODY = 60
"""Characters below which a single paragraph is a short body."""
_LONG = tuple(f"length: {length}" for length in _LENGTHS)
_FLAGS = ("wrapped", "kicker", "subheadline", "spaced", "column", "opening", "fills")
_FORMS = tuple((flag, f"form: {flag}") for flag in _FLAGS)


def wording(part: Part) -> list[str]:
    """Return the features of a possible title's words and marks, each once, in the order of the text."""
    text = part.text
    features = ["always: so", *_LONG[: bisect_right(_LENGTHS, len(text))]]
    features += [name for flag, name in _FORMS if getattr(part, flag)]
    features += dict.fromkeys([f"has: {'0' if character.isdigit() else character}" for character in text])
    features += (f"begins: {text[0]}", f"ends: {text[-1]}")
    if len(text) > 1:
        features += (f"begins: {text[:2]}", f"ends: {text[-2:]}")
    return features


def surroundings_of(parts: Sequence[Part]) -> tuple[list[int], list[list[str]]]:
    """Return the indices of the possible titles of a page, and the features of what is around each of them."""
    surroundings = _Surroundings(parts)
    return surroundings.titles, [surroundings.around(number) for number in range(len(surroundings.titles))]


class _Surroundings:
    """What is around each possible title of a page."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self.titles = [index for index, part in enumerate(parts) if part.kind == "title"]
        """Indices of the possible titles."""
        begins = [index for index, part in enumerate(parts) if part.kind == "byline" or part.dateline]
        self._begins = [-_FURTHEST, *begins, len(parts) + _FURTHEST]
        """Indices of the byline lines and dispatches, and one before and one after them."""
        self._bodies = [index for index, part in enumerate(parts) if part.kind == "body"]
        self._no_titles = [-1, *(index for index, part in enumerate(parts) if part.kind != "title"), len(parts)]
        """Indices of the other parts, and one before and one after them."""
        self._share = f"beginnings: {bisect_right(_BEGINNINGS, len(begins) / (len(self.titles) or 1))}"
        self._count = f"titles: {bisect_right(_TITLES, len(self.titles))}"
        lengths = sorted(len(parts[index].text) for index in self.titles)
        self._of_one_length = {
            length: bisect_right(lengths, length + 1) - bisect_right(lengths, length - 2) - 1 for length in set(lengths)
        }

    def around(self, number: int) -> list[str]:
        """Return the features of what is around a possible title, by its number among those of the page."""
        parts, index = self._parts, self.titles[number]
        part, length = parts[index], len(parts[index].text)
        other = bisect_right(self._no_titles, index)
        before, after = self._no_titles[other - 1], self._no_titles[other]
        upper = parts[before] if before >= 0 else None
        lower = parts[after] if after < len(parts) else None
        at = bisect_right(self._begins, index)
        return [
            f"characters: {bisect_right(_ROUGH_LENGTHS, length)}",
            f"of one length: {bisect_right(_OF_ONE_LENGTH, self._of_one_length[length])}",
            self._share,
            self._count,
            f"to a beginning: {min(self._begins[at] - index, _FURTHEST)}",
            f"from a beginning: {min(index - self._begins[at - 1], _FURTHEST)}",
            f"above: {_end(parts[index - 1] if index else None)}",
            f"below: {_start(parts[index + 1] if index + 1 < len(parts) else None)}",
            f"above the titles: {_end(upper)}",
            f"below the titles: {_start(lower)}",
            f"block: {'near' if part.near else ''}{'paired' if part.paired else ''}{'alone' * part.groups[0].alone}",
            f"marks: {''.join([mark for mark in '，：？' if mark in part.text.replace('！', '？')])}",
            f"form: {next((flag for flag in _FLAGS if getattr(part, flag)), 'plain')}",
            *self._of_bodies(part, upper, lower),
            *self._of_gap(before, after),
            *self._of_stretches(part, before, after),
            *self._of_other_titles(number),
        ]

    def _of_bodies(self, part: Part, upper: Part | None, lower: Part | None) -> Iterator[str]:
        size = part.bigrams.size or 1
        if lower is not None and lower.kind == "body":
            yield f"first words: {lower.texts[0][:2]}"
            yield f"start: {lower.start_of(0)}"
            yield f"repeated below: {bisect_right(_SHARES, part.bigrams.in_common(lower.bigrams) / size)}"
            yield f"length below: {bisect_right(_BODY_LENGTHS, sum(map(len, lower.texts)))}"
        if upper is not None and upper.kind == "body":
            yield f"last mark: {upper.texts[-1][-1]}"
            yield f"repeated above: {bisect_right(_SHARES, part.bigrams.in_common(upper.bigrams) / size)}"
            yield f"length above: {bisect_right(_BODY_LENGTHS, sum(map(len, upper.texts)))}"

    def _of_gap(self, before: int, after: int) -> Iterator[str]:
        """Yield how much the bodies on both sides have in common, whatever titles and byline lines part them."""
        above, below = bisect_right(self._bodies, before) - 1, bisect_left(self._bodies, after)
        if above >= 0 and below < len(self._bodies):
            upper, lower = (self._parts[self._bodies[at]].bigrams for at in (above, below))
            yield f"cohesion: {bisect_right(_COHESIONS, cohesion(upper.in_common(lower), upper.size, lower.size))}"

    def _of_stretches(self, part: Part, before: int, after: int) -> Iterator[str]:
        """Yield how much the bodies above and below have in common, as far as the next byline line or dispatch."""
        upper, lower = self._stretch_above(before), self._stretch_below(after)
        if upper.size and lower.size:
            common = cohesion(upper.in_common(lower), upper.size, lower.size)
            yield f"cohesion of stretches: {bisect_right(_COHESIONS, common)}"
        more = part.bigrams.in_common(lower) - part.bigrams.in_common(upper)
        yield f"repeated in stretches: {bisect_right(_MORE, more / (part.bigrams.size or 1))}"

    def _stretch_above(self, index: int) -> Bigrams:
        """Return the bigrams of the bodies from a part upwards, as far as a byline line or dispatch, it included."""
        begin = self._begins[bisect_right(self._begins, index) - 1]
        last = bisect_right(self._bodies, index)
        first = max(bisect_left(self._bodies, begin, 0, last), last - _STRETCH)
        return union([self._parts[at].bigrams for at in reversed(self._bodies[first:last])])

    def _stretch_below(self, index: int) -> Bigrams:
        """Return the bigrams of the bodies from a part downwards, the first and those before a byline or dispatch."""
        first = bisect_left(self._bodies, index)
        if first == len(self._bodies):
            return union([])
        begin = self._begins[bisect_right(self._begins, self._bodies[first])]
        last = min(bisect_left(self._bodies, begin, first), first + _STRETCH)
        return union([self._parts[at].bigrams for at in self._bodies[first:last]])

    def _of_other_titles(self, number: int) -> Iterator[str]:
        """Yield how far the titles above and below it are, and how much longer or shorter."""
        parts, index = self._parts, self.titles[number]
        for step in (-2, -1, 1, 2):
            if 0 <= number + step < len(self.titles):
                other = self.titles[number + step]
                longer = len(parts[other].text) - len(parts[index].text)
                yield f"title {step:+}: {min(abs(other - index), 3)} {bisect_right(_LONGER, longer)}"
            else:
                yield f"title {step:+}: none"


def _start(part: Part | None) -> str:
    """Return how what is below a possible title begins."""
    if part is None:
        return "none"
    if part.kind == "body":
        return "dispatch" if part.dateline else "rest" if part.goes_on else "body"
    return part.kind


def _end(part: Part | None) -> str:
    """Return how what is above a possible title ends."""
    if part is None or part.kind != "body":
        return _start(part)
    if part.signed or part.open:
        return "credit" if part.signed else "open"
    return "short" if len(part.texts) == 1 and len(part.texts[0]) < _SHORT_BODY else "body"
