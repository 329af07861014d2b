"""What the rules of organizations are asked about and what they propose: the place that an organization belongs to."""

from typing import NamedTuple

from jiceng.extraction.lexicon import short_list
from jiceng.extraction.places.find import PlaceInName
from jiceng.extraction.text.article_text import ArticleText
from schemas.community import Resolution

RANKS = short_list("ranks_of_places")
"""How names of places end; 社区 comes before 区."""


class PrintedName(NamedTuple):
    """The name of an organization as an article prints it."""

    name: str
    """Without 中共, which may precede the name of a Party committee (中共攀枝花市委)."""
    place: PlaceInName | None
    """The place that the name begins with."""
    article: ArticleText


class Seat(NamedTuple):
    """The place that an organization belongs to, as a rule proposes it."""

    path: str | None
    """The place's path, None where the rule knows only what the organization is called."""
    resolution: Resolution
    own_name: str
    """The name without the place, with which the organization's id ends (民政局 of 攀枝花市民政局); has no slash."""
    rank: str = ""
    """The rank by which the name calls the place, empty where it does not (市 of 市民政局, 我市 of 我市民政局)."""


def own_name(name: str, path: str) -> str:
    """Return an organization's name without its place's rank, for use in an id.

    `name` has no place before it (区纪委, 委), `path` is the place's. A committee keeps the rank (市委).
    """
    if name.startswith("委") and path:
        name = next((rank for rank in RANKS if path.endswith(rank)), "") + name
    for rank in () if name.startswith(short_list("words_like_ranks")) else RANKS:
        if path.endswith(rank) and name.startswith(rank) and not name.startswith(f"{rank}委"):
            name = name[len(rank) :] or name
            break
    return name.removeprefix("的").replace("/", "／") or name
