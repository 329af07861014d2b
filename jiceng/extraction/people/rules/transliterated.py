"""Foreign names, names of minorities, and names without a known surname."""

from collections.abc import Iterator

from jiceng.extraction.people.after_titles import follows_title, starts_after_titles
from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.people.cues import clauses_before_cues
from jiceng.extraction.people.names.chinese import NameEnds
from jiceng.extraction.people.names.counts import count
from jiceng.extraction.people.names.foreign import foreign_end, is_strange
from jiceng.extraction.people.names.letters import SURNAMES
from jiceng.extraction.people.names.pointed import pointed_names
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import rule


@rule("person_transliterated", "people", "a foreign or minority name, by its points or its characters")
def person_transliterated(article: ArticleText) -> Iterator[Proposal]:
    """Propose names with points, foreign names after titles, and strange strings that open a clause before a cue."""
    for start, end in pointed_names(article):
        yield Proposal(start, end, ("pointed",))
    name_ends = article.once(NameEnds)
    for start, _ in article.once(starts_after_titles):
        end = start if name_ends[start] > start else foreign_end(article, start)
        if end > start:
            yield Proposal(start, end, ("foreign_after_title",))
    for start, end in _strange_names(article):
        name = article.text[start:end]
        again = len(name) > 2 and count(article, name) > 1
        features = ("strange_printed_again" if again else "strange",)
        yield Proposal(start, end, (*features, "strange_after_title") if follows_title(article, name) else features)


def _strange_names(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield strings without dictionary words that open a clause before a cue: names without a known surname."""
    text = article.text
    for start, lengths in article.once(clauses_before_cues):
        for length in reversed(lengths):
            if text[start] in SURNAMES and length < 4:
                break
            if is_strange(text[start : start + length]):
                yield start, start + length
                break
