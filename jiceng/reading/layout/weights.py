"""What each choice in reading a page costs, and what else weighs evidence: the numbers of `weights.toml`.

The file says what each of them is for.
"""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights

FILE = Path(__file__).with_name("weights.toml")


@dataclass(slots=True)
class Costs:
    """What each choice costs, in arbitrary units. Mutable, as they are learned in place."""

    heading: float
    heading_in_pair: float
    heading_opening: float
    heading_column: float
    heading_wrapped: float
    heading_kicker: float
    heading_dash: float
    heading_spaced: float
    heading_long: float
    heading_open: float
    heading_style: float
    heading_as_long: float
    heading_other_length: float
    heading_first: float
    heading_echo: float
    heading_kin: float
    heading_before_byline: float
    heading_before_dateline: float
    heading_last_on_page: float
    heading_after_sign_off: float
    heading_after_open: float
    heading_last: float
    heading_after_kicker: float
    heading_in_title_block: float
    heading_odds: float
    heading_large: float
    opening_inside: float
    opening_as_title: float
    title_odds: float
    title_open: float
    title_of_text_size: float
    title_rises_again: float
    title_near: float
    title_apart: float
    title_after_kicker: float
    title_third: float
    title_fourth: float
    title_after_column: float
    title_after_subheadline: float
    subheadline: float
    subheadline_first: float
    kicker_not_first: float
    kicker_last: float
    block_divided: float
    title_after_body: float
    title_after_heading: float
    title_of_interrupted: float
    titled: float
    similar: float
    no_title: float
    no_body: float
    start_unmarked: float
    start_large: float
    start_wrapped: float
    start_spaced: float
    start_after_sign_off: float
    start_on_page: float
    start_short_kicker: float
    body_dateline_inside: float
    body_open_unfitting: float
    body_goes_on_unfitting: float
    body_after_sign_off: float
    ends_open: float
    list_inside: float
    list_alone: float
    sections_first: float
    lead: float
    lead_bylined: float
    echo: float
    echo_first: float
    byline_last: float
    byline_last_lead: float
    byline_last_before_body: float
    byline_without_body: float
    byline_inside: float
    byline_inside_bylined: float
    byline_inside_after_heading: float
    byline_inside_last: float
    new_plain: float
    new_unmarked: float
    new_unmarked_after_sign_off: float
    new_goes_on: float
    new_opening_word: float
    new_inside_word: float
    split: float
    split_at_heading: float
    split_gain: float
    interrupts: float
    interrupts_kin: float
    interrupts_open: float
    interrupts_titles: float
    interrupts_bylined: float
    interrupted_at_end: float
    resume: float
    resume_unmarked: float
    resume_fitting: float
    resume_may_fit: float
    resume_open_unfitting: float
    resume_goes_on_unfitting: float
    resume_dateline: float
    resume_after_marked: float
    resume_like: float
    resume_heading: float
    resume_heading_like: float
    resume_inside: float
    resume_inside_like: float


@dataclass(slots=True)
class Weights(Costs):
    """The costs, and the numbers that are not learned."""

    margin: float
    rise: float
    crowded: float
    doubt: float
    hoped_contrast: float
    hoped_contrast_inside: float
    gap: float
    gap_repeated: float
    gap_style: float
    hangs_together: float
    repeated_by_interrupted: float
    repeated_above: float
    repeated_more_above: float
    repeated_heading: float
    kin_cohesion: float
    kin_size: float
    usual_gain: float
    cohesion_prior: float
    likeness_prior: float
    likeness_growth: float
    cut_weight: float
    contrast_bound: float


WEIGHTS = read_weights(FILE, Weights)
"""The weights by which pages are laid out."""
