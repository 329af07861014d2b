"""Titles of documents in 《 》, and names that the article gives elsewhere with more evidence."""

import re

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import ProposedName
from jiceng.extraction.initiatives.kinds import kind_at_end, kind_of, kinds
from jiceng.extraction.initiatives.marked_names import MarkedName, has_length_of_title
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.rule import rule

TITLE_MARK = "《"
_NATIONAL_STARTS = tuple(lexicon.words("national_document_starts"))
_BRACKETS_AT_END = re.compile(r"（[^（）]*）$")
_KINDS_OF_DOCUMENTS = ("document", "list", "agreement")


@rule("initiative_document_title", "initiatives", "a title in 《 》 that ends with a document's kind word")
def document_title(name: MarkedName) -> ProposedName | None:
    """Propose a title that is none of the whole country's and ends with a document's kind word or a plan's."""
    if not has_length_of_title(name.inner) or name.inner.startswith(_NATIONAL_STARTS):
        return None
    word = kind_at_end(_BRACKETS_AT_END.sub("", name.inner))
    if word is None:
        return None
    kind = kind_of(word)
    if kind not in _KINDS_OF_DOCUMENTS and not word.endswith("计划"):
        return None
    return name.proposed("document" if kind == "programme" else kind, word)


@rule(
    "initiative_named_again",
    "initiatives",
    "a title that is only a kind word (《意见》), given in full elsewhere",
)
def named_again(name: MarkedName) -> ProposedName | None:
    """Propose a title that is only a kind word; it is a name only where a longer title ends with it."""
    if len(name.inner) < WEIGHTS.shortest_title and name.inner in kinds():
        return name.proposed(kind_of(name.inner), name.inner)
    return None
