"""What each choice in reading a page costs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Costs:
    """What each choice of a reading costs, in arbitrary units: only sums are compared. Negative is a gain.

    Set by hand from what newspapers do, then changed one at a time where neither half of the development pages of gold
    was laid out worse for it.
    """

    heading: float = 0.5
    heading_in_pair: float = 0.0
    heading_opening: float = 0.0
    opening_inside: float = 2.0
    opening_as_title: float = 5.0
    heading_style: float = 0.7
    heading_as_long: float = -0.5
    heading_other_length: float = 0.7
    heading_first: float = 0.3
    heading_open: float = 1.0
    heading_echo: float = -1.0
    title_open: float = 0.5
    new_inside_word: float = 2.0
    new_opening_word: float = -1.0
    heading_column: float = 4.0
    heading_wrapped: float = 2.5
    heading_kicker: float = 0.5
    heading_dash: float = 1.5
    heading_spaced: float = 1.0
    heading_long: float = -1.0
    heading_before_byline: float = 3.0
    heading_before_dateline: float = 4.0
    heading_last_on_page: float = 3.0
    heading_after_sign_off: float = 1.0
    heading_after_open: float = 5.0
    title_after_body: float = 1.2
    title_after_heading: float = 4.0
    block_divided: float = 3.0
    split: float = 2.0
    split_at_heading: float = 3.5
    split_gain: float = 2.0
    gap: float = 5.0
    gap_repeated: float = 0.5
    gap_style: float = 0.3
    gap_start: float = 0.1
    title_of_article_aside: float = 1.7
    title_near: float = 0.3
    title_apart: float = 1.0
    title_after_kicker: float = -1.0
    title_third: float = 3.0
    title_fourth: float = 6.0
    title_after_column: float = 2.0
    title_after_subheadline: float = 4.0
    subheadline: float = -1.0
    subheadline_first: float = 4.0
    kicker_not_first: float = 5.0
    start_unmarked: float = 6.5
    start_wrapped: float = 1.0
    start_spaced: float = 1.5
    start_after_sign_off: float = 1.0
    start_on_page: float = 1.5
    start_short_kicker: float = 3.0
    interrupts: float = 3.5
    interrupts_open: float = 0.5
    interrupts_titles: float = 6.5
    interrupts_bylined: float = 4.5
    sections_first: float = 3.5
    lead: float = -0.5
    lead_bylined: float = 2.0
    echo_first: float = -2.5
    echo: float = -1.0
    list_inside: float = 2.0
    list_alone: float = 3.0
    byline_last: float = 4.0
    byline_last_lead: float = -3.0
    byline_last_before_body: float = 3.0
    byline_without_body: float = 3.0
    body_dateline_inside: float = 6.0
    body_open_unfitting: float = 4.0
    body_goes_on_unfitting: float = 3.0
    body_after_sign_off: float = 3.0
    resume: float = 0.5
    resume_unmarked: float = 3.0
    resume_fitting: float = 0.0
    resume_may_fit: float = 0.5
    resume_open_unfitting: float = 4.0
    resume_goes_on_unfitting: float = 3.0
    resume_dateline: float = 4.0
    resume_after_marked: float = 1.5
    resume_heading: float = 0.0
    resume_like: float = 1.5
    resume_inside: float = 3.0
    resume_inside_like: float = 2.0
    resume_heading_like: float = 1.0
    new_plain: float = 1.7
    new_unmarked: float = 4.0
    new_unmarked_after_sign_off: float = 0.0
    new_goes_on: float = 2.0
    no_title: float = 8.0
    no_body: float = 7.0
    similar: float = -7.0
    titled: float = 5.0
    kicker_last: float = 4.0
    heading_last: float = 4.0
    ends_open: float = 4.5
    aside_at_end: float = 0.5


COSTS = Costs()
