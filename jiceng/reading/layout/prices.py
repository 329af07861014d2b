"""What it costs an article to begin, to take a title or a section heading, and to end as it stands."""

from collections.abc import Sequence

from jiceng.reading.layout.costs import COSTS
from jiceng.reading.layout.drafts import BODY, CLOSED, LEAD, LIST, PRE, Draft
from jiceng.reading.layout.parts import Part

_SHORT_HEADING = 8
"""Characters of a section heading that the headline may repeat."""
_LONG_HEADING = 16
"""Characters above which a section heading is long."""


def title_cost(draft: Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs an article to take one more title."""
    cost = COSTS.opening_as_title if part.opening else COSTS.title_open if part.fills else 0.0
    if not draft.titles:
        return cost + (COSTS.subheadline_first if part.subheadline else 0.0)
    before = parts[draft.titles[-1]]
    count = len(draft.titles)
    if before.kicker:
        cost += COSTS.title_after_kicker
    if part.subheadline:
        cost += COSTS.subheadline
    elif before.subheadline:
        cost += COSTS.title_after_subheadline
    elif before.column:
        cost += COSTS.title_after_column
    if part.kicker:
        cost += COSTS.kicker_not_first
    if count >= 3:
        cost += COSTS.title_fourth
    elif count == 2 and not part.subheadline:
        cost += COSTS.title_third
    if not (before.kicker or part.subheadline):
        cost += COSTS.title_near if part.near else COSTS.title_apart
    return cost


def start_cost(draft: Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that titles, not section headings, stand above text that nothing marks as a beginning."""
    if part.dateline or (draft.stage == PRE and draft.bylined):
        return 0.0
    wrapped = spaced = False
    for index in draft.titles:
        title = parts[index]
        if title.column or title.long_kicker:
            return 0.0
        wrapped = wrapped or title.wrapped or title.subheadline
        spaced = spaced or title.spaced
    if wrapped:
        return COSTS.start_wrapped
    if spaced:
        return COSTS.start_spaced
    first = draft.titles[0]
    if first == 0:
        return COSTS.start_on_page
    if parts[first - 1].signed:
        return COSTS.start_after_sign_off
    return COSTS.start_short_kicker if parts[first].kicker else COSTS.start_unmarked


def echo_cost(draft: Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that a title stands below sections: less where their short headings repeat it."""
    cost = 0.0
    for index in draft.body:
        heading = parts[index]
        if heading.kind != "title" or len(heading.text) > _SHORT_HEADING or not heading.vocabulary.size:
            continue
        if 2 * heading.vocabulary.in_common(part.vocabulary) >= heading.vocabulary.size:
            cost += COSTS.echo
            if index == draft.body[0]:
                cost += COSTS.echo_first
    return cost


def close_cost(draft: Draft, parts: Sequence[Part]) -> float:
    """Return what it costs to end an article as it stands."""
    if draft.closing is None:
        draft.closing = _closing(draft, parts)
    return draft.closing


def _closing(draft: Draft, parts: Sequence[Part]) -> float:
    if draft.stage == LIST:
        return 0.0
    if not draft.titles:
        cost = COSTS.no_title
    else:
        cost = COSTS.titled + COSTS.similar * draft.similarity if draft.body else COSTS.no_body
        if parts[draft.titles[-1]].kicker:
            cost += COSTS.kicker_last
    if draft.body and (draft.stage == BODY or draft.stage == LEAD) and parts[draft.body[-1]].kind == "title":
        cost += COSTS.heading_last
    if draft.open:
        cost += COSTS.ends_open
    return cost


def promise(draft: Draft) -> float:
    """Return what an open article will cost at its end, as far as can be told."""
    if draft.promise is None:
        draft.promise = 0.0
        if draft.titles:
            if draft.body and draft.stage != CLOSED:
                draft.promise = COSTS.titled + COSTS.similar * draft.similarity
        elif draft.stage != LIST and draft.stage != CLOSED:
            draft.promise = COSTS.title_after_body
    return draft.promise


def least_promise(draft: Draft) -> float:
    """Return the least that an open article can promise to cost as its body grows."""
    return COSTS.titled + COSTS.similar if draft.titles else COSTS.title_after_body


def length_cost(before: int, length: int) -> float:
    """Return what it costs that a section heading is longer or shorter than the one before it in its article."""
    difference = abs(before - length)
    if difference <= 1:
        return COSTS.heading_as_long
    return COSTS.heading_other_length if difference > 4 else 0.0


def _repeated_behind(index: int, parts: Sequence[Part]) -> float:
    """Return which share of a heading's words the paragraphs behind it repeat."""
    heading = parts[index].vocabulary
    index += 1
    while index < len(parts) and parts[index].kind == "title" and parts[index].near:
        index += 1
    if not heading.size or index >= len(parts) or parts[index].kind != "body":
        return 0.0
    return heading.in_common(parts[index].vocabulary) / heading.size


def heading_cost(index: int, parts: Sequence[Part]) -> float:
    """Return what it costs to read a possible title as a section heading."""
    part = parts[index]
    if part.opening:
        return COSTS.heading_opening
    cost = COSTS.heading + COSTS.heading_echo * _repeated_behind(index, parts)
    if part.column:
        cost += COSTS.heading_column
    if part.wrapped:
        cost += COSTS.heading_wrapped
    if part.long_kicker:
        cost += COSTS.heading_kicker
    if part.subheadline and part.text[0] == "—":
        cost += COSTS.heading_dash
    if part.spaced:
        cost += COSTS.heading_spaced
    if len(part.text) > _LONG_HEADING:
        cost += COSTS.heading_long
    if part.near:
        cost += COSTS.heading_in_pair
    if part.fills:
        cost += COSTS.heading_open
    if index + 1 < len(parts):
        behind = parts[index + 1]
        if behind.kind == "byline":
            cost += COSTS.heading_before_byline
        elif behind.dateline:
            cost += COSTS.heading_before_dateline
    else:
        cost += COSTS.heading_last_on_page
    if index and parts[index - 1].signed:
        cost += COSTS.heading_after_sign_off
    return cost
