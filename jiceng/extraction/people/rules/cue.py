"""Names before a cue."""

import re
from collections.abc import Iterator

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.people.cues import clauses_before_cues
from jiceng.extraction.people.names.chinese import NameEnds
from jiceng.extraction.people.names.letters import COMMON_SURNAMES, NAME_LENGTHS, SURNAMES
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import rule

_SPEAKS = re.compile(one_of(short_list("verbs_after_names")) + "(?=[，：。“])")


@rule("person_cue", "people", "a name at the start of a clause before a cue (张三说)")
def person_cue(article: ArticleText) -> Iterator[Proposal]:
    """Propose names that open a clause before a cue, and names that end where a verb of speech starts."""
    name_ends = article.once(NameEnds)
    for start, end in _opening_clauses(article):
        if name_ends[start] == end:
            yield Proposal(start, end, ("cue_opens_clause",))
    for start, end in _before_verbs(article.text):
        if name_ends[start] == end:
            common = article.text[start] in COMMON_SURNAMES
            yield Proposal(start, end, ("cue_common_surname" if common else "cue_other_surname",))


def _opening_clauses(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield what may be a name at the start of a clause, up to the nearest cue."""
    for start, lengths in article.once(clauses_before_cues):
        if article.text[start] in SURNAMES or article.text[start : start + 2] in SURNAMES:
            yield start, start + lengths[0]


def _before_verbs(text: str) -> Iterator[tuple[int, int]]:
    """Yield two and three characters before a verb of speech, wherever in the clause."""
    for match in _SPEAKS.finditer(text):
        end = match.start()
        for length in NAME_LENGTHS:
            if end >= length and text[end - length] in SURNAMES:
                yield end - length, end
