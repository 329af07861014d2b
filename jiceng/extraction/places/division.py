"""A division and the forms of its name: full, without its suffix (米易), without its nationalities (马边县)."""

import re
from typing import Final, NamedTuple

from jiceng.extraction import lexicon
from schemas.community import Level

ALWAYS: Final = (0, 9999)
"""The years of a division of which no change is known."""
_AUTONOMOUS = re.compile(r"自治([区州县旗])$")
_PLAIN_SUFFIX = re.compile(r"(?:省|市|地区|盟|特别行政区|自治区)$")
_SHORTEST_STEM = 2
"""Characters of a name that is clipped; 东区 is never called 东."""


class Division(NamedTuple):
    """A division of a list."""

    name: str
    code: str
    """2 (province), 4 (city), 6 (county), 9 (street, town, township) or 12 (community, village) digits."""
    level: Level
    path: str
    """Names from the province down: 四川省/攀枝花市/东区."""
    first_year: int = ALWAYS[0]
    last_year: int = ALWAYS[1]
    """The years in which it began and ceased to be called so and to lie there."""
    listed: bool = True
    """Whether a list has this code; False for a town or village below a county of other years than its list's."""

    @property
    def county_code(self) -> str | None:
        """The six digits of the county that it is or lies in, None for a province or city."""
        return self.code[:6] if len(self.code) >= 6 else None

    def is_in_use(self, year: int) -> bool:
        """Return whether it was in use in a year; in that of a change, what ceased then still was."""
        return self.first_year < year <= self.last_year


def larger_unit_forms(name: str) -> tuple[str, ...]:
    """Return what a province or city is called for short: 四川 for 四川省, 黔东南州 and 黔东南."""
    autonomous = _AUTONOMOUS.search(name)
    if autonomous is None:
        stem = _PLAIN_SUFFIX.sub("", name)
        return (stem,) if stem != name and len(stem) >= _SHORTEST_STEM else ()
    stem = without_nationalities(name[: autonomous.start()])
    forms = [stem] if len(stem) >= _SHORTEST_STEM else []
    return tuple(forms) if autonomous[1] == "区" else (*forms, stem + autonomous[1])


def county_forms(name: str) -> tuple[str, ...]:
    """Return what a county is called for short: 米易 for 米易县, 马边 and 马边县 for 马边彝族自治县."""
    if _AUTONOMOUS.search(name):
        return larger_unit_forms(name)
    stem = name[:-1]
    return (stem,) if name[-1] in "县市区旗" and len(stem) >= _SHORTEST_STEM else ()


def suffixed_forms(name: str) -> tuple[str, ...]:
    """Return what an autonomous division is called for short with its suffix: 恩施州, 威宁县 and 威宁自治县."""
    autonomous = _AUTONOMOUS.search(name)
    if autonomous is None:
        return ()
    short = [form for form in larger_unit_forms(name) if form.endswith(autonomous[1])]
    stem = without_nationalities(name[: autonomous.start()])
    return (*short, f"{stem}自治{autonomous[1]}") if len(stem) >= _SHORTEST_STEM else tuple(short)


def without_nationalities(name: str) -> str:
    """Return a name without the nationalities at its end (黔东南苗族侗族 → 黔东南), but two characters at least."""
    nationalities = lexicon.words("nationalities")
    longest = max(map(len, nationalities))
    shorter = True
    while shorter:
        shorter = False
        for length in range(min(longest, len(name) - _SHORTEST_STEM), 1, -1):
            if name[-length:] in nationalities:
                name = name[:-length]
                shorter = True
                break
    return name
