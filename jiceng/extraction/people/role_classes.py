"""The class of an office (party, government, …) and whether it is a public one."""

import re
from functools import lru_cache

from jiceng.extraction.lexicon import short_list, table, words
from jiceng.extraction.text.titles import title_start, titles
from schemas.person import RoleClass

_LONGEST_TITLE = 10
"""Characters of the longest title of the lexicon that is looked for."""
_RANK_PREFIX = re.compile("(?:常务|第[一二三])?[副原前代]+$")
"""What says which of several holders, or when: it is no part of the body before it (商务部|副|部长)."""


@lru_cache(maxsize=8192)
def classify_office(title: str, organization: str | None) -> tuple[RoleClass, bool]:
    """Return the class of an office and whether it is a public one, from its last title and its organization."""
    last = title.rsplit("、", 1)[-1]
    start = title_start(last, len(last))
    row = None
    for length in range(min(_LONGEST_TITLE, len(last)), 1, -1):
        row = titles().get(last[-length:])
        if row:
            break
    if row is None or start == len(last):
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


def _is_abroad(organization: str | None) -> bool:
    """Say whether an organization's name begins with another country's."""
    return organization is not None and organization.startswith(tuple(words("countries") - {"中国"}))


@lru_cache(maxsize=8192)
def _class_of_organization(name: str) -> tuple[str, str]:
    for row in table("organization_classes"):
        word = row["word"]
        if name.endswith(word) if row["where"] == "end" else word in name:
            return row["role_class"], row["public"]
    return "other", "no"
