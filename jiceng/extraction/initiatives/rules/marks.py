"""Names in quotation marks."""

import re

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import HAN_NAME, LEADING_NUMBER, PARTS_BY_PLUS, ProposedName
from jiceng.extraction.initiatives.kinds import kind_at_end, kind_of, makes_name_alone
from jiceng.extraction.initiatives.marked_names import KindTail, MarkedName
from jiceng.extraction.initiatives.phrases import STARTED, has_verb_in_clause
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.rule import rule
from schemas.initiative import InitiativeKind

_NUMBERED = re.compile(r"(?:[0-9]{2,}|[一二两三四五六七八九十双][^0-9]).{1,8}")
_NUMBERED_PARTS = re.compile(r"[一二两三四五六][^、]{1,8}(?:、[一二两三四五六][^、]{1,8}){2,}")
_ARTICLES = re.compile(r"[^0-9一二三四五六七八九十][0-9一二三四五六七八九十]{1,3}条$")
"""At the end of a short title: how many articles the document has (“人才十条”)."""
_DESCRIPTIVE_ENDS = tuple(sorted(lexicon.characters("descriptive_ends")))


@rule("initiative_name_with_kind", "initiatives", "a name in marks with a kind word after it (“1+4+N”工作模式)")
def name_with_kind(name: MarkedName) -> ProposedName | None:
    """Propose a name with the kind word after its marks, where both together tell of an initiative."""
    tail = name.tail
    if tail is None or (name.is_slogan and tail.word not in lexicon.short_list("kinds_of_slogans")):
        return None
    telling = _tells_with_strong_kind(name, tail) if makes_name_alone(tail.word) else _tells_with_weak_kind(name)
    return name.proposed(kind_of(tail.word), tail.word, tail.end) if telling else None


def _tells_with_strong_kind(name: MarkedName, tail: KindTail) -> bool:
    """Return whether a name before a kind word that ends only initiatives' names is no figure of speech."""
    return (
        len(name.inner) > WEIGHTS.longest_figure
        or tail.end - name.after > WEIGHTS.long_name
        or LEADING_NUMBER.match(name.inner) is not None
        or any(map(str.isdigit, name.inner))
        or has_verb_in_clause(name.article, name.start - 1)
        or STARTED.match(name.article.text, tail.end) is not None
    )


def _tells_with_weak_kind(name: MarkedName) -> bool:
    """Return whether a name may be before a kind word that everything can have (工作, 服务)."""
    long = len(name.inner) >= WEIGHTS.shortest_name_before_weak_kind
    numbered = LEADING_NUMBER.match(name.inner) is not None
    return not name.is_concept and (long or name.verb is not None or numbered)


@rule("initiative_name_of_parts", "initiatives", "a name in marks that joins its parts by plus signs (“支部+社员”)")
def name_of_parts(name: MarkedName) -> ProposedName | None:
    """Propose a name that joins its parts by plus signs or counts them (“一中心、两平台、三网络”)."""
    joined = PARTS_BY_PLUS.fullmatch(name.inner) and HAN_NAME.search(name.inner)
    return name.proposed("model") if joined or _NUMBERED_PARTS.fullmatch(name.inner) else None


@rule("initiative_kind_in_name", "initiatives", "a name in marks that ends with a kind word (“…指挥中心”)")
def kind_in_name(name: MarkedName) -> ProposedName | None:
    """Propose a short name that ends with a kind word, or with the number of a document's articles."""
    short = len(name.inner) <= WEIGHTS.longest_name_without_kind and "，" not in name.inner
    word = kind_at_end(name.inner)
    if (
        short
        and word is not None
        and word not in lexicon.words("common_kind_words")
        and (name.starts_something or (makes_name_alone(word) and _needs_no_verb(name, word)))
    ):
        return name.proposed(kind_of(word), word)
    if name.starts_something and _is_no_description(name) and _ARTICLES.search(name.inner):
        return name.proposed("document")
    return None


def _needs_no_verb(name: MarkedName, kind_word: str) -> bool:
    """Return whether a name that ends with a kind word needs no verb directly before it.

    A short one with a kind word that often ends figures of speech (把“烦恼清单”变成“幸福清单”) needs a verb that starts
    initiatives before it in its clause, or one of founding after it.
    """
    if len(name.inner) < WEIGHTS.shortest_name_ending_with_kind:
        return False
    if kind_word not in lexicon.short_list("kinds_in_figures_of_speech"):
        return True
    if len(name.inner) >= WEIGHTS.long_name or STARTED.match(name.article.text, name.after):
        return True
    return has_verb_in_clause(name.article, name.start - 1)


@rule("initiative_numbered_name", "initiatives", "a name in marks that begins with a number (推进“三社联动”)")
def numbered_name(name: MarkedName) -> ProposedName | None:
    """Propose a name that begins with a number, after a verb that starts something."""
    long = len(name.inner) >= WEIGHTS.shortest_numbered_name
    if name.starts_something and long and _is_no_description(name) and _NUMBERED.fullmatch(name.inner):
        return name.proposed("model")
    return None


@rule("initiative_name_after_verb", "initiatives", "a name in marks after an initiative's verb (实施“…”)")
def name_after_verb(name: MarkedName) -> ProposedName | None:
    """Propose a name of any form after a verb whose objects are nearly always initiatives."""
    if name.verb not in lexicon.words("initiative_strong_verbs") or not _is_no_description(name):
        return None
    if len(name.inner) < WEIGHTS.shortest_name_after_verb:
        return None
    word = kind_at_end(name.inner)
    kind: InitiativeKind = kind_of(word) if word else "programme"
    return name.proposed(kind, word)


def _is_no_description(name: MarkedName) -> bool:
    return not name.inner.endswith(_DESCRIPTIVE_ENDS)
