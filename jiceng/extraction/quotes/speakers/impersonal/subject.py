"""The organization, meeting or document that a clause is about, though no cue follows it (会议审议了…，要求…)."""

from jiceng.extraction.lexicon import short_list
from jiceng.extraction.quotes.speakers.impersonal.documents import document
from jiceng.extraction.quotes.speakers.impersonal.meetings import meeting
from jiceng.extraction.quotes.speakers.impersonal.organizations import organization
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText

_MOST_WORDS = 14
"""Words from the start of a clause in which its subject ends."""
_OPEN_NO_SUBJECT = frozenset("在据按为于从对向把将被经")
"""First characters of a clause that is about something else."""
_TAGS_AFTER_SUBJECT = frozenset("vdpt")
"""First letters of the parts of speech of what may follow a subject."""
_AFTER_SUBJECT = frozenset({*short_list("verbs_of_issuing"), *short_list("verbs_of_issuing_documents"), "经", "拟"})
"""What may follow a subject, whatever its part of speech."""
_LENGTH_OF_PHRASES = 4
"""Characters of a word that is a verb with its object (听取汇报)."""
_AND_MORE = ("等文件", "等系列文件", "等政策文件", "等")
"""After the title of a document."""


def impersonal_subject(article: ArticleText, start: int, end: int) -> Speaker | None:
    """Return the document with which the clause between two offsets ends, else the source with which it begins."""
    text = article.text
    stop = end
    while stop > start and text[stop - 1] in "，：、":
        stop -= 1
    for tail in _AND_MORE:
        if text.endswith(tail, start, stop):
            stop -= len(tail)
            break
    if stop > start and text[stop - 1] == "》":
        return document(article, start, stop)
    if stop <= start or text[start] in _OPEN_NO_SUBJECT:
        return None
    words = article.words
    index = max(0, words.index_at(start))
    for at in range(index, min(index + _MOST_WORDS, len(words.starts))):
        word = words[at]
        if word.end >= stop:
            return None
        following = words[at + 1]
        may_follow = (
            following.tag[0] in _TAGS_AFTER_SUBJECT
            or following.text in _AFTER_SUBJECT
            or len(following.text) >= _LENGTH_OF_PHRASES
        )
        if word.start < start or word.tag[0] not in "nj" or not may_follow:
            continue
        for kind in (document, meeting, organization):
            found = kind(article, start, word.end)
            if found is not None:
                return found
    return None
