"""What it costs an article to begin, to take a title or a section heading, and to end as it is."""

from collections.abc import Sequence

from jiceng.reading.layout.drafts import BODY, CLOSED, LEAD, LIST, TITLES, Draft
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.weights import WEIGHTS
from jiceng.reading.lines.type_size import is_large, is_larger

_SHORT_HEADING = 8
"""Characters of the longest section heading that a title below the sections may repeat."""
_LONG_HEADING = 16
"""Characters above which a section heading is long."""
_AS_LONG = 1
"""Characters by which two section headings may differ that count as of one length."""
_OTHER_LENGTH = 4
"""Characters above which the difference of two section headings makes them of different lengths."""


def title_cost(draft: Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs an article to take one more title."""
    cost = WEIGHTS.opening_as_title if part.opening else WEIGHTS.title_open if part.fills else 0.0
    cost -= WEIGHTS.title_odds * part.title_odds
    if part.size is not None and not is_large(part.size):
        cost += WEIGHTS.title_of_text_size
    if not draft.titles:
        return cost + (WEIGHTS.subheadline_first if part.subheadline else 0.0)
    if part.size is not None and _rises_again([parts[index].size or 0.0 for index in draft.titles], part.size):
        cost += WEIGHTS.title_rises_again
    before = parts[draft.titles[-1]]
    count = len(draft.titles)
    if before.kicker:
        cost += WEIGHTS.title_after_kicker
    if part.subheadline:
        cost += WEIGHTS.subheadline
    elif before.subheadline:
        cost += WEIGHTS.title_after_subheadline
    elif before.column:
        cost += WEIGHTS.title_after_column
    if part.kicker:
        cost += WEIGHTS.kicker_not_first
    if count >= 3:
        cost += WEIGHTS.title_fourth
    elif count == 2 and not part.subheadline:
        cost += WEIGHTS.title_third
    if not (before.kicker or part.subheadline):
        cost += WEIGHTS.title_near if part.near else WEIGHTS.title_apart
    return cost


def _rises_again(sizes: Sequence[float], size: float) -> bool:
    """Return whether a title is larger than one below the largest: the titles of an article grow, then shrink."""
    return is_larger(size, sizes[-1]) and is_larger(max(sizes), sizes[-1])


def start_cost(draft: Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that titles, not section headings, are above text that nothing marks as a beginning."""
    if part.dateline or (draft.stage == TITLES and draft.bylined):
        return 0.0
    if any(is_large(parts[index].size) for index in draft.titles):
        return WEIGHTS.start_large
    wrapped = spaced = False
    for index in draft.titles:
        title = parts[index]
        if title.column or title.long_kicker:
            return 0.0
        wrapped = wrapped or title.wrapped or title.subheadline
        spaced = spaced or title.spaced
    if wrapped:
        return WEIGHTS.start_wrapped
    if spaced:
        return WEIGHTS.start_spaced
    first = draft.titles[0]
    if first == 0:
        return WEIGHTS.start_on_page
    if parts[first - 1].signed:
        return WEIGHTS.start_after_sign_off
    return WEIGHTS.start_short_kicker if parts[first].kicker else WEIGHTS.start_unmarked


def echo_cost(draft: Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that a title is below sections: less for each short heading of theirs that it repeats."""
    cost = 0.0
    for index in draft.body:
        heading = parts[index]
        if heading.kind != "title" or len(heading.text) > _SHORT_HEADING or not heading.bigrams.size:
            continue
        if heading.bigrams.in_common(part.bigrams) >= WEIGHTS.repeated_heading * heading.bigrams.size:
            cost += WEIGHTS.echo
            if index == draft.body[0]:
                cost += WEIGHTS.echo_first
    return cost


def close_cost(draft: Draft, parts: Sequence[Part]) -> float:
    """Return what it costs to end an article as it is."""
    if draft.close_cost is None:
        draft.close_cost = _close_cost(draft, parts)
    return draft.close_cost


def _close_cost(draft: Draft, parts: Sequence[Part]) -> float:
    if draft.stage == LIST:
        return 0.0
    if not draft.titles:
        cost = WEIGHTS.no_title
    else:
        cost = WEIGHTS.titled + WEIGHTS.similar * draft.similarity if draft.body else WEIGHTS.no_body
        if parts[draft.titles[-1]].kicker:
            cost += WEIGHTS.kicker_last
    if draft.body and (draft.stage == BODY or draft.stage == LEAD) and parts[draft.body[-1]].kind == "title":
        cost += WEIGHTS.heading_last
    if draft.open:
        cost += WEIGHTS.ends_open
    return cost


def estimate(draft: Draft) -> float:
    """Return what an article is expected to cost at its end, as far as its titles and body tell now."""
    if draft.estimate is None:
        draft.estimate = 0.0
        if draft.titles:
            if draft.body and draft.stage != CLOSED:
                draft.estimate = WEIGHTS.titled + WEIGHTS.similar * draft.similarity
        elif draft.stage != LIST and draft.stage != CLOSED:
            draft.estimate = WEIGHTS.title_after_body
    return draft.estimate


def least_estimate(draft: Draft) -> float:
    """Return the least that an article can be expected to cost however its body grows."""
    return WEIGHTS.titled + WEIGHTS.similar if draft.titles else WEIGHTS.title_after_body


def length_cost(before: int, length: int) -> float:
    """Return what it costs that a section heading is longer or shorter than the one before it in its article."""
    difference = abs(before - length)
    if difference <= _AS_LONG:
        return WEIGHTS.heading_as_long
    return WEIGHTS.heading_other_length if difference > _OTHER_LENGTH else 0.0


def _echo(index: int, parts: Sequence[Part]) -> float:
    """Return the share of a heading's bigrams that the paragraphs after it repeat."""
    heading = parts[index].bigrams
    index += 1
    while index < len(parts) and parts[index].kind == "title" and parts[index].near:
        index += 1
    if not heading.size or index >= len(parts) or parts[index].kind != "body":
        return 0.0
    return heading.in_common(parts[index].bigrams) / heading.size


def heading_cost(index: int, parts: Sequence[Part]) -> float:
    """Return what it costs to read a possible title as a section heading."""
    part = parts[index]
    if part.opening:
        return WEIGHTS.heading_opening
    cost = WEIGHTS.heading + WEIGHTS.heading_echo * _echo(index, parts) + WEIGHTS.heading_odds * part.title_odds
    if is_large(part.size):
        cost += WEIGHTS.heading_large
    if part.column:
        cost += WEIGHTS.heading_column
    if part.wrapped:
        cost += WEIGHTS.heading_wrapped
    if part.long_kicker:
        cost += WEIGHTS.heading_kicker
    if part.subheadline and part.text[0] == "—":
        cost += WEIGHTS.heading_dash
    if part.spaced:
        cost += WEIGHTS.heading_spaced
    if len(part.text) > _LONG_HEADING:
        cost += WEIGHTS.heading_long
    if part.near:
        cost += WEIGHTS.heading_in_pair
    if part.fills:
        cost += WEIGHTS.heading_open
    if index + 1 < len(parts):
        following = parts[index + 1]
        if following.kind == "byline":
            cost += WEIGHTS.heading_before_byline
        elif following.dateline:
            cost += WEIGHTS.heading_before_dateline
    else:
        cost += WEIGHTS.heading_last_on_page
    if index and parts[index - 1].signed:
        cost += WEIGHTS.heading_after_sign_off
    return cost
