"""The class of an office (party, government, …) and whether it is a public one."""

import re
from functools import lru_cache

from jiceng.extraction.lexicon import characters, one_of, short_list, table, words
from jiceng.extraction.text.titles import title_start, titles
from schemas.person import RoleClass

_OTHER_COUNTRIES = tuple(words("countries") - {"中国"})
_LONGEST_TITLE = 10
"""Characters of the longest title of the lexicon."""
_AUTHORITY = re.compile(f"{one_of(('街道', *characters('unit_characters') - {'村'}))}[直属级]*$")
"""A town's, street's, county's, city's or province's name or rank before an office (官洲街道|妇联主席, 县|妇联主席)."""
_RANK_PREFIX = re.compile("(?:常务|第[一二三])?[副原前代]+$")
"""Which of several holders somebody is, or when; no part of the organization before it (商务部|副|部长)."""


@lru_cache(maxsize=8192)
def classify_office(title: str, organization: str | None) -> tuple[RoleClass, bool]:
    """Return the class of an office and whether it is a public one.

    They are told by the last of several titles (区委副书记、区长), and where that leaves them open by the organization.
    A title that the lexicon does not have is ("other", False). For offices of self-government and of mass organizations
    the lexicon's table `public_offices` says whether they are public, and why.
    """
    last = title.rsplit("、", 1)[-1]
    listed = _listed_office(organization or "", last)
    if listed is not None:
        return listed["role_class"], listed["public"] == "yes"  # type: ignore[return-value]
    row = _row_of(last)
    if row is None or title_start(last, len(last)) == len(last):
        return "other", False
    role, public = row["role_class"], row["public"]
    if organization is None and last in short_list("titles_of_the_state"):
        return "government", True
    if "auto" in (role, public):
        found = _class_of_organization((organization or "") + _RANK_PREFIX.sub("", last.removesuffix(row["title"])))
        if found[0] == "other" and row["title"] in short_list("titles_of_states") and _is_abroad(organization):
            found = "government", "yes"
        role = found[0] if role == "auto" else role
        public = found[1] if public == "auto" else public
    return role, public == "yes"  # type: ignore[return-value]


def _listed_office(organization: str, title: str) -> dict[str, str] | None:
    """Return the row of `public_offices` for a title in an organization, None where no row fits."""
    printed = organization + title
    for row in table("public_offices"):
        office = row["office"]
        if printed.endswith(office) and (not row["of"] or _AUTHORITY.search(printed, 0, len(printed) - len(office))):
            return row
    return None


def _row_of(title: str) -> dict[str, str] | None:
    """Return the lexicon's row of the longest title with which a title ends."""
    ends = (titles().get(title[-length:]) for length in range(min(_LONGEST_TITLE, len(title)), 1, -1))
    return next((row for row in ends if row is not None), None)


def _is_abroad(organization: str | None) -> bool:
    """Return whether an organization's name begins with another country's."""
    return organization is not None and organization.startswith(_OTHER_COUNTRIES)


@lru_cache(maxsize=8192)
def _class_of_organization(name: str) -> tuple[str, str]:
    """Return the class of offices in an organization, and "yes" or "no" for whether they are public."""
    for row in table("organization_classes"):
        word = row["word"]
        if name.endswith(word) if row["where"] == "end" else word in name:
            return row["role_class"], row["public"]
    return "other", "no"
