"""What is printed in the place of an organization's name and is none: countries, kinds of organizations, congresses."""

import re
from functools import cache

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.organizations.seats import RANKS

_CONGRESS = re.compile("[一二三四五六七八九十]+大")
_GENERIC_LISTS = ("generic_names", "generic_holders", "generic_organizations", "organizations_without_a_name")
_BEFORE_KINDS = (
    "(?:[省市区县乡镇]级|各级|各地?|有关|相关|其他|其它|多|几|数|[0-9]+|[两三四五六七八九十]+|大|小|本|该)"
    "(?:个|家|支|所)?"
)
_NEIGHBOURHOOD = re.compile("[^的]{0,6}(?:组|屯|小区|花园|家园|片区)")
"""What follows a village or community where people live in a part of it (上洲村|上屋组)."""


def is_nameless(name: str) -> bool:
    """Return whether a name is no organization's: a country's, a congress's, or that of a kind (相关部门, 医疗队)."""
    return name in words("countries") or _CONGRESS.fullmatch(name) is not None or _kinds().fullmatch(name) is not None


def is_neighbourhood(name: str) -> bool:
    """Return whether a name after a place's is that of a part of it where people live."""
    return _NEIGHBOURHOOD.fullmatch(name) is not None


@cache
def _kinds() -> re.Pattern[str]:
    generic = {word for of_list in _GENERIC_LISTS for word in words(of_list)}
    named = short_list("organizations_of_their_kind")
    suffixes = {word for word in words("organization_suffixes") if word not in named and not word.startswith(RANKS)}
    return re.compile(f"(?:{_BEFORE_KINDS})?{one_of(sorted(generic | suffixes))}")
