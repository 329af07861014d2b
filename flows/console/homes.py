"""Homes of newspapers, proved against the gazetteer."""

from collections.abc import Iterator
from difflib import get_close_matches

from flows.faults import CallFault

_SUGGESTED = 5


def require_home(home: str) -> None:
    """Raise CallFault, which suggests what may be meant, unless the gazetteer has a division of this path."""
    from jiceng.extraction.places.gazetteer import division_at

    if division_at(home) is not None:
        return
    suggested = suggested_homes(home)
    meant = (
        f"did you mean {' or '.join(suggested)}?" if suggested else "write it from the province down (四川省/攀枝花市)"
    )
    raise CallFault(f"home {home}: the gazetteer has no such place; {meant}")


def suggested_homes(home: str) -> list[str]:
    """Return paths of divisions that a wrong home may mean, the largest first: 浙江省/衢州市 for 衢州 or 浙江衢州."""
    from jiceng.extraction.places.gazetteer import names_of_counties_and_larger

    compact = "".join(home.replace("/", " ").split())
    for head, name in _divided(compact):
        if found := _named(name, head):
            return found
    for near in get_close_matches(compact, sorted(names_of_counties_and_larger()), n=_SUGGESTED):
        if found := _named(near, ""):
            return found
    return []


def _divided(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name whole, then as a larger place and the place in it, which is ever shorter."""
    for cut in range(len(name) - 1):
        yield name[:cut], name[cut:]


def _named(name: str, head: str) -> list[str]:
    """Return the paths of the divisions of a name, also a short one, on whose path `head` is."""
    from jiceng.extraction.places.gazetteer import (
        clipped_counties_named,
        divisions_named,
        larger_units_named,
        upper_units_named,
    )

    asked = (larger_units_named, upper_units_named, clipped_counties_named, divisions_named)
    found = {division for look_up in asked for division in look_up(name)}
    within = {division for division in found if head in division.path.replace("/", "")}
    latest = max((division.last_year for division in within), default=0)
    paths = {division.path: len(division.code) for division in within if division.last_year == latest}
    return sorted(paths, key=lambda path: (paths[path], path))[:_SUGGESTED]
