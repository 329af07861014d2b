"""The class of an office (party, government, …) and whether it is a public one."""

import re
from functools import lru_cache

from jiceng.extraction.lexicon import short_list, table, words
from jiceng.extraction.text.titles import title_start, titles
from schemas.person import RoleClass

_OTHER_COUNTRIES = tuple(words("countries") - {"中国"})
_LONGEST_TITLE = 10
"""Characters of the longest title of the lexicon."""
_RANK_PREFIX = re.compile("(?:常务|第[一二三])?[副原前代]+$")
"""Which of several holders somebody is, or when; no part of the organization before it (商务部|副|部长)."""


@lru_cache(maxsize=8192)
def classify_office(title: str, organization: str | None) -> tuple[RoleClass, bool]:
    """Return the class of an office and whether it is a public one.

    They are told by the last of several titles (区委副书记、区长), and where that leaves them open by the organization.
    A title that the lexicon does not have is ("other", False).
    """
    last = title.rsplit("、", 1)[-1]
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
