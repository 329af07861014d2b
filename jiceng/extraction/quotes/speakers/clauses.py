"""Where a clause starts, and where the subject of a cue ends in it."""

import re
from collections.abc import Iterable, Iterator

from jiceng.extraction.lexicon import characters, short_list
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word

_ASKED = re.compile(r"(?:日前|近日|当天|\d{1,2}日)?(?:于\d{1,2}日)?(?:在)?接受[^，。]{0,20}(?:采访|专访|提问)时?$")
_BEFORE_PREPOSITION = re.compile(r"[^《》]{2}(?=(?:在|对|就|向|用|针对|关于)[^《》，。]{2,30}$)")
_LONGEST_PHRASE = 40
"""Characters before a cue in which these are looked for: more than each of them can have."""
_MOST_CLAUSES = 16
"""Clauses of a sentence before a cue in which its source is looked for."""
_WITHOUT_SUBJECT = ("在", "据")
"""What opens a clause whose first words are no subject before a preposition."""
_MANNER = "地"
"""Ends an adverb of manner (亲切地说)."""


def offset_after_last(marks: Iterable[str], text: str, start: int, end: int) -> int:
    """Return the offset after the last of some marks between two offsets, `start` where there is none."""
    last = start - 1
    for mark in marks:
        last = max(last, text.rfind(mark, start, end))
    return last + 1


def clauses_before(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the last clauses between two offsets, the last one first."""
    for _ in range(_MOST_CLAUSES):
        if end <= start:
            return
        clause = offset_after_last("，：", text, start, end - 1)
        yield clause, end
        end = clause


def subject_end(article: ArticleText, start: int, cue: int) -> int:
    """Return where the subject of a cue can end at the latest, in a clause that starts at `start`.

    Adverbs, times and phrases such as 在…, 对…, 接受记者采访时 may be between the two.
    """
    end = before_adverbs(article, start, cue)
    asked = _ASKED.search(article.text, max(start, end - _LONGEST_PHRASE), end)
    if asked is not None:
        return asked.start()
    if article.text.startswith(_WITHOUT_SUBJECT, start, end):
        return end
    before = _BEFORE_PREPOSITION.search(article.text, max(start, end - _LONGEST_PHRASE), end)
    return before.end() if before is not None else end


def before_adverbs(article: ArticleText, start: int, cue: int) -> int:
    """Return where the adverbs and times before a cue start, in a clause that starts at `start`."""
    return _before_adverbs(article, start, _before_manner(article, start, cue))


def _before_manner(article: ArticleText, start: int, cue: int) -> int:
    """Return where an adverb of manner starts that ends before a cue (亲切地|说), the cue's offset for none."""
    if cue - start <= 2 or article.text[cue - 1] != _MANNER:
        return cue
    adverb = article.words.at(cue - 2)
    return adverb.start if start <= adverb.start and adverb.end == cue - 1 else cue


def _before_adverbs(article: ArticleText, start: int, end: int) -> int:
    """Return where the adverbs, times and the like start that end at an offset, the offset where there are none."""
    index = article.words.index_at(end - 1)
    if index >= 0:
        first = article.words[index]
        if start <= first.start < end - 1 and first.end > end:
            end = first.start  # 纷纷表示 and 普遍认为 are one word
            index -= 1
    while index >= 0:
        word = article.words[index]
        if word.start < start or word.end > end:
            break
        if word.text == _MANNER and index:
            end = max(start, article.words[index - 1].start)
            index -= 2
        elif _is_adverbial(word):
            end = word.start
            index -= 1
        else:
            break
    return end


def _is_adverbial(word: Word) -> bool:
    dated = word.tag in ("m", "mq") and word.text[-1] in "年月日"
    adverb = (word.tag[0] in "dct" and word.text[-1] != "者") or word.tag in ("ad", "vd", "uv", "f")
    return (
        adverb
        or dated
        or word.text in characters("ends_of_adverbials")
        or word.text in short_list("pronouns_as_adverbs")
    )
