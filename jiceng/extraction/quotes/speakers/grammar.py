"""How a mention is used in its clause: as subject, possessor or object, at its start or beside the cue.

Each function answers one question about one mention and knows nothing of the others.
"""

import re

from jiceng.extraction.lexicon import characters, one_of, short_list, words
from jiceng.extraction.people.offices import office_before
from jiceng.extraction.quotes.speakers.clauses import subject_end
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.phrases import group_start
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word

_OBJECT_MARKERS = characters("object_markers")
_OPENERS = frozenset(short_list("before_subjects"))
_HOMES = short_list("homes")
_COMPARED_WITH = characters("before_likened")
_RELATIVE_OF = re.compile("的?[大小二三四五]?" + one_of(words("kin")))
_WORDS_OF = re.compile("(?:[^，。的]{1,4})?的" + one_of(words("own_words")))
_FEELINGS_OF = re.compile("的[^，。]{0,2}?" + one_of(short_list("owned_beside_words")))
_OWN = re.compile("的[^，。]{0,4}?" + one_of((*words("own_words"), *short_list("owned_beside_words"))))
_TELLS = re.compile(one_of(short_list("verbs_of_telling")))


def phrase_start(article: ArticleText, mention: SourceMention, floor: int) -> int:
    """Return where a name with its office, or a group with its modifiers, starts, not before `floor`."""
    if mention.kind == "name":
        office = office_before(article, mention.start)
        return max(floor, office.start) if office else mention.start
    if mention.kind == "group":
        return max(floor, group_start(article, mention.start))
    return mention.start


def is_subject(article: ArticleText, mention: SourceMention, floor: int, *, possessor: bool = False) -> bool:
    """Return whether a mention can be a subject: it owns nothing, is no object, and nobody is compared with it.

    Its clause does not start before `floor`. With `possessor`, the owner of a feeling or of words counts (张三的电话).
    """
    if is_possessor(article, mention) and not (possessor and _OWN.match(article.text, mention.end)):
        return False
    return not (
        _means_another(article.text, mention)
        or _is_compared_with(article.text, mention)
        or is_object(article, mention, floor)
    )


def is_possessor(article: ArticleText, mention: SourceMention) -> bool:
    """Return whether 的 follows a mention that is no group: what comes next is the person's own (张三的…)."""
    return mention.kind != "group" and article.text.startswith("的", mention.end)


def owns_words(article: ArticleText, mention: SourceMention) -> bool:
    """Return whether the words of whoever is mentioned are told of (张三的一席话)."""
    return _WORDS_OF.match(article.text, mention.end) is not None


def owns_feelings(article: ArticleText, mention: SourceMention) -> bool:
    """Return whether the heart or face of whoever is mentioned is told of (张三的心结)."""
    return _FEELINGS_OF.match(article.text, mention.end) is not None


def is_object(article: ArticleText, mention: SourceMention, floor: int) -> bool:
    """Return whether a mention is the object of a word before it: 对张三说, 引来大伙称赞, 把我和张三叫来."""
    text = article.text
    with_me = text[mention.start - 2 : mention.start] == "我和"
    if with_me and text[mention.start - 3 : mention.start - 2] in _OBJECT_MARKERS:
        return True
    start = phrase_start(article, mention, floor)
    if text.endswith(short_list("verbs_before_objects"), floor, start):
        return True
    return start > floor and text[start - 1] in _OBJECT_MARKERS


def _means_another(text: str, mention: SourceMention) -> bool:
    """Return whether a relative, a home, another role or several are meant (张三母亲, 张三家里, 书记、主任, 村民们)."""
    after = text[mention.end : mention.end + 2]
    if after in _HOMES or (after[:1] == "家" and not after[1:].isalnum()):
        return True
    if mention.kind == "name":
        return _RELATIVE_OF.match(text, mention.end) is not None
    return mention.kind == "role" and after[:1] in ("、", "的", "们")


def _is_compared_with(text: str, mention: SourceMention) -> bool:
    """Return whether another one, who is told of, is like whoever is mentioned (同姐姐一样)."""
    before = text[mention.start - 1 : mention.start]
    return before in _COMPARED_WITH and text.startswith(short_list("likened"), mention.end)


def opens_clause(article: ArticleText, mention: SourceMention, clause: int) -> bool:
    """Return whether only modifiers, adverbs and times are between the start of a clause and a mention."""
    start = mention.start
    if mention.kind == "group":
        start = group_start(article, start)
    elif mention.kind == "role":
        office = office_before(article, mention.end)
        start = office.start if office else start
    index = article.words.index_at(start - 1) if start > clause else -1
    while index >= 0:
        word = article.words[index]
        if word.start < clause:
            break
        if word.end == mention.start and word.text == "的" and mention.kind != "name":
            return not article.text.startswith(short_list("verbs_of_meeting"), clause)
        if not _may_precede_subject(word, mention):
            return False
        index -= 1
    return True


def _may_precede_subject(word: Word, mention: SourceMention) -> bool:
    counts_role = mention.kind == "role" and word.tag in ("m", "q", "mq")
    adverbial = word.tag[0] in "tdcr" or word.tag in ("f", "s", "ad")
    return adverbial or counts_role or word.text in _OPENERS


def acts(article: ArticleText, mention: SourceMention, clause: int) -> bool:
    """Return whether a mention opens its clause and a verb follows."""
    index = article.words.index_at(mention.end)
    word = article.words[index] if index >= 0 else None
    if word is None or word.start != mention.end or word.tag[0] not in "vdp" or word.tag == "vn":
        return False
    return opens_clause(article, mention, clause)


def adjoins_cue(article: ArticleText, mention: SourceMention, cue: int) -> bool:
    """Return whether only adverbs and the like are between a mention and a cue."""
    return mention.end >= subject_end(article, mention.end, cue)


def may_speak_in(article: ArticleText, mention: SourceMention, start: int, end: int, *, at_cue: bool) -> bool:
    """Return whether a mention is where a subject is in a clause between two offsets; one by name is anywhere.

    With `at_cue` a cue follows the clause, and a mention beside it counts unless it is who is told (叮嘱干部说).
    """
    if mention.kind not in ("role", "pronoun", "group"):
        return True
    if at_cue and adjoins_cue(article, mention, end) and not _TELLS.search(article.text, start, mention.start):
        return True
    return acts(article, mention, start) if mention.kind == "role" else opens_clause(article, mention, start)
