"""Named initiatives: models, programmes, platforms, lists, teams, agreements, documents and targets.

A name stands in “ ” or 《 》, mostly with a kind word behind it (“四个一”三线文化工程), or is the fixed designation of
a body that the text says was founded (成立七彩仁和志愿者服务站). Names that the whole country cites, figures of speech
and direct speech are none.
"""

import re
from collections import Counter
from collections.abc import Sequence

from jiceng.extraction.findings import FoundCommunity, FoundInitiative, FoundMention, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.holders import Holders
from jiceng.extraction.initiatives.names import (
    DESIGNATION,
    DOCUMENT_TITLE,
    FOUNDED_BODY,
    KIND_IN_NAME,
    MARKS,
    NAME_BEHIND_VERB,
    NAME_OF_PARTS,
    NAME_WITH_KIND,
    NAMED_AGAIN,
    NUMBERED_NAME,
    PLACED_PROGRAMME,
    NameCandidate,
    NameFinder,
    grouped_by_name,
)
from jiceng.extraction.initiatives.parts import InitiativeParts, sentence_around
from jiceng.extraction.rule import ExtractionRule
from jiceng.extraction.text.article_text import ArticleText

RULES: tuple[ExtractionRule, ...] = (
    ExtractionRule(NAME_WITH_KIND, "initiatives", "a name in marks with a kind word behind it (“1+4+N”工作模式)"),
    ExtractionRule(KIND_IN_NAME, "initiatives", "a name in marks that ends with a kind word (“…指挥中心”)"),
    ExtractionRule(NAME_OF_PARTS, "initiatives", "a name in marks that joins its parts by plus signs (“支部+社员”)"),
    ExtractionRule(NUMBERED_NAME, "initiatives", "a name in marks that begins with a number (推进“三社联动”)"),
    ExtractionRule(NAME_BEHIND_VERB, "initiatives", "a name in marks behind an initiative's verb (实施“…”)"),
    ExtractionRule(DOCUMENT_TITLE, "initiatives", "a title in 《 》 that ends with a document's kind word"),
    ExtractionRule(FOUNDED_BODY, "initiatives", "a body's or project's name beside 成立, 组建, 启动"),
    ExtractionRule(DESIGNATION, "initiatives", "a team's or service's name with a proper name in it (王小明调解室)"),
    ExtractionRule(PLACED_PROGRAMME, "initiatives", "a programme's name without marks that begins with a place"),
    ExtractionRule(NAMED_AGAIN, "initiatives", "a name that stands elsewhere in the article with more evidence"),
)


def bare_name(name: str) -> str:
    """Return a name without marks and without the kind word behind them: what its id begins with.

    “四个一”三线文化工程 → 四个一; a name without marks stays as it is; never empty for a name that is not.
    """
    match = re.search(r"[“‘「『《](.+?)[”’」』》]", name)
    bare = MARKS.sub("", match[1] if match else name)
    return (bare or name).replace("/", "／").replace("@", "＠")


def find_initiatives(
    article: ArticleText,
    people: Sequence[FoundPerson],
    quotes: Sequence[FoundQuote],
    communities: Sequence[FoundCommunity],
) -> list[FoundInitiative]:
    """Return the article's named initiatives in the order of their first mention; ranges are of the article's text."""
    groups = grouped_by_name(NameFinder(article, quotes).find())
    if not groups:
        return []
    holders = Holders(article, people, quotes, communities)
    return [_initiative(group, article, holders) for group in groups]


def _initiative(group: Sequence[NameCandidate], article: ArticleText, holders: Holders) -> FoundInitiative:
    text = article.text
    chosen = _fullest(group, text)
    name = text[chosen.start : chosen.end]
    parts = InitiativeParts(article, chosen, group)
    start, end = sentence_around(article, parts.best.start, parts.best.end)
    return FoundInitiative(
        name=name,
        kind=chosen.kind,
        mentions=tuple(sorted(FoundMention(c.start, c.end, c.rule) for c in group)),
        holder=holders.holder((parts.best, chosen), group),
        components=parts.components,
        stated_count=parts.stated_count,
        description=text[start:end].strip() or None,
        aliases=tuple(sorted({text[c.start : c.end] for c in group} - {name})),
    )


def _fullest(group: Sequence[NameCandidate], text: str) -> NameCandidate:
    """Return the mention that bears the initiative's name: the longest title, else the commonest with a kind word."""
    named = [candidate for candidate in group if candidate.rule != NAMED_AGAIN]
    longest = max(named, key=lambda candidate: len(candidate.core))
    if longest.rule == DOCUMENT_TITLE:
        return longest
    forms = Counter(text[candidate.start : candidate.end] for candidate in named)

    def fullness(candidate: NameCandidate) -> tuple[bool, bool, int, int]:
        form = text[candidate.start : candidate.end]
        return candidate.rule == NAME_WITH_KIND, form[0] != "‘", forms[form], -candidate.start

    return max(named, key=fullness)
