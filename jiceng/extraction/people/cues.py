"""Cues of speech (说, 表示) after what may be a name."""

import re
from functools import cache

from jiceng.extraction.lexicon import any_character, short_list, table
from jiceng.extraction.people.names.letters import HAN
from jiceng.extraction.text.article_text import ArticleText

_CLAUSE = re.compile(f"[{HAN}]{{2,4}}")


@cache
def cue_starts() -> frozenset[str]:
    """Return the first two characters of every cue; a cue of one character with what follows it."""
    long = frozenset(row["cue"][:2] for row in table("cues") if len(row["cue"]) > 1)
    return long | frozenset(short_list("short_cues"))


def cue_follows(text: str, offset: int) -> bool:
    """Return whether a cue starts at an offset."""
    return text[offset : offset + 2] in cue_starts()


@cache
def _before_clauses() -> re.Pattern[str]:
    """Match a mark two to four characters before what may be a cue, by each of the cue's first two characters alone."""
    first, second = (any_character(cue[at] for cue in cue_starts()) for at in (0, 1))
    return re.compile(f"[\n”。，：；！？](?=[{HAN}]{{2}}.{{0,2}}{first}{second})", re.DOTALL)


def clauses_before_cues(article: ArticleText) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return where clauses start that have a cue two to four characters on, and how many characters on."""
    text, cues = article.text, cue_starts()
    found = []
    for start in (0, *(match.end() for match in _before_clauses().finditer(text))):
        clause = _CLAUSE.match(text, start)
        if clause is not None:
            stops = (start + 2, start + 3, start + 4)
            lengths = tuple(stop - start for stop in stops if stop <= clause.end() and text[stop : stop + 2] in cues)
            if lengths:
                found.append((start, lengths))
    return tuple(found)
