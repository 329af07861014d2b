"""What evidence of a name is worth: the numbers of `weights.toml`, which says what each is for."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiceng.weights import read_weights

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of a name adds to its evidence, and how much evidence decides."""

    needed: float
    most_likeness: float
    listed_margin: float
    stray_character: float
    title: float
    title_weak: float
    title_after_name: float
    relative: float
    title_in_word: float
    title_in_any: float
    name_ends_clearly: float
    name_ends_well: float
    adverb_short: float
    adverb_before_word: float
    employer: float
    cue_opens_clause: float
    cue_common_surname: float
    cue_other_surname: float
    before_cue: float
    address: float
    listed: float
    pointed: float
    foreign_after_title: float
    strange: float
    strange_printed_again: float
    strange_after_title: float
    short_common_surname: float
    short_other_surname: float
    short_unsure: float
    long_common_surname: float
    long_other_surname: float
    recut_common_surname: float
    recut_other_surname: float
    name_ends_doubtfully: float
    beside_common_noun: float
    between_common_nouns: float
    surname_ends_word: float
    after_called: float
    after_agent: float
    after_agent_clear: float
    after_other_noun: float
    after_mark_short: float
    after_mark_long: float
    impossible: float
    common_surname: float
    place_inside: float
    address_after_surname: float
    relative_first: float
    noun_common_surname: float
    noun_other_surname: float
    dictionary_word: float
    known_short_name: float
    known_short_foreign_name: float
    doubled: float
    word_first: float
    word_first_inside: float
    given_other_word: float
    given_noun: float
    printed_again: float
    printed_often: float
    transliterated_often: float
    term: float
    boundary_mark: float
    boundary_digit: float
    boundary_cue: float
    boundary_aspect: float
    boundary_when: float
    boundary_follower: float
    boundary_short_follower: float
    boundary_verb: float
    boundary_word: float
    boundary_cut: float
    ends_clearly: float
    ends_surely: float
    ends_well: float
    ends_maybe: float
    ends_doubtfully: float
    ends_anyhow: float
    segmented: float
    word_after: float
    longer: float
    constant: float
    inconstant: float
    least_end: float
    foreign_share: float
    apart_share: float


WEIGHTS = read_weights(FILE, Weights)
"""Those that extraction goes by."""


@cache
def weigh(features: tuple[str, ...]) -> float:
    """Return the sum of the weights of some features, added from left to right.

    Raises AttributeError where a feature is no field of Weights.
    """
    total = 0.0
    for feature in features:
        total += getattr(WEIGHTS, feature)
    return total
