"""Which of the mentions between two offsets a clause or sentence is about; each function has its own idea of about.

Offsets are those of the article's text. What is returned is a mention; whom it means is another question.
"""

from collections.abc import Iterable, Iterator

from jiceng.extraction.quotes.speakers import grammar
from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.extraction.quotes.speakers.mentions.in_article import SourceMentions
from jiceng.extraction.quotes.speakers.mentions.mention import NAMED, PERSONAL, SourceMention
from jiceng.extraction.text.article_text import ArticleText

_LONGEST_FEELING = 4
"""Characters of what is between people and the colon before their words."""
_LONGEST_OPENING = 40
"""Characters of a sentence before the person with whom it starts."""


def subject_of_clause(mentions: SourceMentions, start: int, end: int, *, at_cue: bool = False) -> SourceMention | None:
    """Return the first subject in a clause, but a later one where the ones before are in its relative clause.

    With `at_cue` a cue follows the clause: a role without a name counts beside it.
    """
    article = mentions.article
    chosen = None
    for mention in mentions.between(start, end):
        if not grammar.is_subject(article, mention, start):
            continue
        if not grammar.may_speak_in(article, mention, start, end, at_cue=at_cue):
            continue
        if chosen is None or _takes_over(article, mention, chosen, start, end):
            chosen = mention
    return chosen


def _takes_over(article: ArticleText, later: SourceMention, earlier: SourceMention, start: int, end: int) -> bool:
    """Return whether a later mention is the subject of a clause rather than the earlier one, which describes it."""
    phrase = grammar.phrase_start(article, later, start)
    if phrase <= earlier.start or article.text[phrase - 1 : phrase] == "的":
        return True
    if later.kind not in NAMED:
        return False
    return earlier.kind == "group" or (earlier.kind == "role" and grammar.adjoins_cue(article, later, end))


def subject(mentions: SourceMentions, start: int, end: int, *, possessor: bool = False) -> SourceMention | None:
    """Return the first subject in a sentence; with `possessor` also 张三 of 张三的电话 and 张三的心情."""
    article = mentions.article
    for mention in mentions.between(start, end):
        clause = offset_after_last("，：；", article.text, start, mention.start)
        if _may_begin(article, mention, clause) and grammar.is_subject(article, mention, start, possessor=possessor):
            return mention
    return None


def _may_begin(article: ArticleText, mention: SourceMention, clause: int) -> bool:
    """Return whether a mention begins a clause as one of its kind must; one by name may be anywhere in it."""
    if mention.kind in NAMED:
        return True
    question = grammar.acts if mention.kind == "role" else grammar.opens_clause
    return question(article, mention, clause)


def named_subject(mentions: SourceMentions, start: int, end: int) -> SourceMention | None:
    """Return the first person named, with or without an office, who begins a clause or is in a list there."""
    article = mentions.article
    for mention in mentions.between(start, end):
        if mention.kind not in NAMED or not grammar.is_subject(article, mention, start):
            continue
        clause = offset_after_last("，", article.text, start, mention.start)
        phrase = grammar.phrase_start(article, mention, clause)
        listed = clause < phrase < mention.start and article.text[phrase - 1] == "、"
        if phrase == clause or listed:
            return mention
    return None


def owner_of_words(mentions: SourceMentions, start: int, end: int) -> SourceMention | None:
    """Return the person, role or group with whom a clause starts as the owner of words (居民朴实的话语)."""
    first = next(iter(mentions.between(start, end)), None)
    if (
        first is None
        or first.kind not in (*NAMED, "group", "role")
        or grammar.phrase_start(mentions.article, first, start) > start
    ):
        return None
    return first if grammar.owns_words(mentions.article, first) else None


def owner_of_feelings(mentions: SourceMentions, start: int, end: int) -> SourceMention | None:
    """Return the first person named whose heart or face a sentence tells of (解开了张三的心结)."""
    named = _of_kinds(mentions.between(start, end), NAMED)
    return next((mention for mention in named if grammar.owns_feelings(mentions.article, mention)), None)


def who_feels(mentions: SourceMentions, start: int, end: int) -> SourceMention | None:
    """Return the group or relative after whom only a verb or the like ends a clause (…时当地百姓感念)."""
    last = next(_of_kinds(reversed(mentions.between(start, end)), ("group", "kin")), None)
    if last is None or not 1 <= end - last.end <= _LONGEST_FEELING:
        return None
    rest = mentions.article.words.between(last.end, end)
    return last if all(word.tag[0] in "vand" for word in rest) else None


def last_named(mentions: SourceMentions, start: int, end: int) -> SourceMention | None:
    """Return the last person named, whatever the person does there."""
    return next(_of_kinds(reversed(mentions.between(start, end)), NAMED), None)


def opens_sentence(mentions: SourceMentions, start: int, end: int) -> bool:
    """Return whether a sentence starts with a person or pronoun, before which only times and adverbs are."""
    article = mentions.article
    first = next(_of_kinds(mentions.between(start, end), PERSONAL), None)
    if first is None or first.start - start > _LONGEST_OPENING:
        return False
    if any(mark in article.text[start : first.start] for mark in "，、“"):
        return False
    with_office = first._replace(start=grammar.phrase_start(article, first, start), kind="name")
    return grammar.opens_clause(article, with_office, start)


def _of_kinds(mentions: Iterable[SourceMention], kinds: tuple[str, ...]) -> Iterator[SourceMention]:
    return (mention for mention in mentions if mention.kind in kinds)
