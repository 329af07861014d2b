"""Names in quotation marks. Each rule says what form a name has; what is seen of it decides whether it is one."""

import re
from bisect import bisect_left

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import HAN_NAME, PARTS_BY_PLUS, ProposedName
from jiceng.extraction.initiatives.kinds import kind_at_end, kind_by_end, kind_of
from jiceng.extraction.initiatives.marked_names import NUMBERED, MarkedName
from jiceng.rule import rule

_NUMBERED_PARTS = re.compile(r"[一二两三四五六][^、]{1,8}(?:、[一二两三四五六][^、]{1,8}){2,}")
_ARTICLES = re.compile(r"[^0-9一二三四五六七八九十][0-9一二三四五六七八九十]{1,3}条$")
"""At the end of a short title: how many articles the document has (“人才十条”)."""


@rule("initiative_name_with_kind", "initiatives", "a name in marks with a kind word after it (“1+4+N”工作模式)")
def name_with_kind(name: MarkedName) -> ProposedName | None:
    """Propose a name with the kind word after its marks."""
    return None if name.tail is None else name.proposed(kind_of(name.tail.word), name.tail.word)


@rule("initiative_name_of_parts", "initiatives", "a name in marks that joins its parts by plus signs (“支部+社员”)")
def name_of_parts(name: MarkedName) -> ProposedName | None:
    """Propose a name that joins its parts by plus signs or counts them (“一中心、两平台、三网络”)."""
    joined = PARTS_BY_PLUS.fullmatch(name.inner) and HAN_NAME.search(name.inner)
    return name.proposed("model") if joined or _NUMBERED_PARTS.fullmatch(name.inner) else None


@rule("initiative_kind_in_name", "initiatives", "a name in marks that ends with a kind word (“…指挥中心”)")
def kind_in_name(name: MarkedName) -> ProposedName | None:
    """Propose a name that ends with a kind word, or with the number of a document's articles."""
    word = kind_at_end(name.inner)
    if word is not None:
        return name.proposed(kind_of(word), word)
    return name.proposed("document") if _ARTICLES.search(name.inner) else None


@rule("initiative_numbered_name", "initiatives", "a name in marks that begins with a number (推进“三社联动”)")
def numbered_name(name: MarkedName) -> ProposedName | None:
    """Propose a name that begins with a number."""
    return name.proposed("model") if NUMBERED.fullmatch(name.inner) else None


@rule("initiative_name_after_verb", "initiatives", "a name in marks after an initiative's verb (实施“…”)")
def name_after_verb(name: MarkedName) -> ProposedName | None:
    """Propose a name of any form after a verb whose objects are nearly always initiatives."""
    strong = name.verb in lexicon.words("initiative_strong_verbs")
    return name.proposed(kind_by_end(_with_nouns_after(name)) or "programme") if strong else None


@rule("initiative_name_in_marks", "initiatives", "any other name in marks of which much is said (“书记茶座”每周开两次)")
def name_in_marks(name: MarkedName) -> ProposedName | None:
    """Propose whatever else is in quotation marks and has the length of a name."""
    return name.proposed(kind_by_end(_with_nouns_after(name)) or "programme")


def _with_nouns_after(name: MarkedName) -> str:
    """Return a name with the nouns after its marks, which tell its kind (“书记茶座”|流动窗口)."""
    words = name.article.words
    index, end = bisect_left(words.starts, name.after), name.after
    while index < len(words.starts) and words[index].start == end and words[index].tag[:1] == "n":
        end = words[index].end
        index += 1
    return name.inner + name.article.text[name.after : end]
