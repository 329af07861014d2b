"""Transcripts: paragraphs that open with who speaks and a colon (王小明：…, 王：…, 答：…), without marks."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText

_LABEL = re.compile('([^\\W\\d_][^，。；：:“”、\n]{0,17}?)(?:（[^（）\n]{1,20}）)?[：:](?![“"「])')
"""What a paragraph opens with, and the colon after it."""
_ASKER = re.compile(f"(?:.*(?:{one_of(short_list('ends_of_askers'))})|{one_of(short_list('askers'))})$")
_ANSWER = short_list("answers")
_CALLED = re.compile("（(?:以下)?(?:简称|下称)“?([^“”（）\n]{1,4})”?）")
_LONGEST_SHORT = 2
"""Characters of a label that abbreviates a name."""
_LONGEST_CALLED = 24
"""Characters after a name in which its abbreviation is printed."""
_LEAST_LABELS = 2
"""Paragraphs of people that make a transcript where nobody asks."""


class Label(NamedTuple):
    """Who speaks in a paragraph, as it is printed, and where the words start; offsets in the article's text."""

    start: int
    end: int
    content: int
    words: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of a transcript; offsets in the article's text."""

    start: int
    """Where its words start: after the label, if it has one."""
    end: int
    speaker: Speaker
    label: Label


def labels_of(article: ArticleText) -> dict[int, Label]:
    """Return the labels with which paragraphs open, by the paragraph's index; headings have none."""
    found = {}
    for index, ((start, end), paragraph) in enumerate(zip(article.paragraphs, article.article.paragraphs, strict=True)):
        match = _LABEL.match(article.text, start, end) if paragraph.role != "heading" else None
        if match is not None and match.end() < end:
            found[index] = Label(start, match.end(1), match.end(), match[1])
    return found


def turns_of(article: ArticleText, labels: dict[int, Label], sources: Sources) -> list[Turn]:
    """Return the answers of a transcript, and the paragraphs that go on with them; none of other articles."""
    named = _Named(article, sources)
    askers = {index for index, label in labels.items() if _ASKER.match(label.words)}
    times = Counter(label.words for label in labels.values())
    said: dict[int, Speaker] = {}
    for index, label in labels.items():
        if index in askers:
            continue
        speaker = named.interviewee if label.words in _ANSWER else named.speaker(label, times[label.words])
        if speaker is not None:
            said[index] = speaker
    if not said or (not askers and len(said) < _LEAST_LABELS and not _is_announced(article, labels, said)):
        return []
    return _turns(article, labels, askers, said)


def _is_announced(article: ArticleText, labels: dict[int, Label], said: dict[int, Speaker]) -> bool:
    """Return whether the paragraph before the only label ends with its name and a colon (居民方芳： / 方芳：…)."""
    index = next(iter(said))
    start, end = article.paragraphs[index - 1] if index else (0, 0)
    return article.text.endswith(f"{labels[index].words}：", start, end)


def _turns(article: ArticleText, labels: dict[int, Label], askers: set[int], said: dict[int, Speaker]) -> list[Turn]:
    """Return the paragraphs of people, each with those that go on with it up to the next label of a transcript."""
    turns: list[Turn] = []
    last = max({*askers, *said})
    current: Turn | None = None
    for index, ((start, end), paragraph) in enumerate(zip(article.paragraphs, article.article.paragraphs, strict=True)):
        if index in said:
            label = labels[index]
            current = Turn(label.content, end, said[index], label)
            turns.append(current)
        elif index in labels or paragraph.role == "heading":
            current = None
        elif current is not None and askers and index < last:
            turns.append(Turn(start, end, current.speaker, current.label))
    return turns


class _Named:
    """Whom the labels of an article mean."""

    def __init__(self, article: ArticleText, sources: Sources) -> None:
        self._article = article
        self._sources = sources
        mentions = [one for one in sources.between(0, len(article.text)) if one.kind == "name"]
        self._first: dict[str, SourceMention] = {}
        for mention in mentions:
            self._first.setdefault(mention.name, mention)
        self._called = self._abbreviations(mentions)

    def _abbreviations(self, mentions: Sequence[SourceMention]) -> dict[str, str]:
        """Return abbreviation → name, as the article declares them (闫伯平（以下简称“闫”）)."""
        declared = {}
        for mention in mentions:
            match = _CALLED.match(self._article.text, mention.end, mention.end + _LONGEST_CALLED)
            if match is not None:
                declared[match[1]] = mention.name
        return declared

    def speaker(self, label: Label, times: int) -> Speaker | None:
        """Return whom a label means that is printed some times: a full name, with its office or not, or its start."""
        words = label.words
        name = self._called.get(words) or next((one for one in self._first if words.endswith(one)), None)
        if name is None and len(words) <= _LONGEST_SHORT and times >= _LEAST_LABELS:
            meant = [one for one in self._first if one.startswith(words)]
            name = meant[0] if len(meant) == 1 else None
        return self._meant(name, label) if name is not None else None

    @cached_property
    def interviewee(self) -> Speaker | None:
        """Return who answers: whoever is named in a title, else first in the text."""
        titles = [title.text.text for title in self._article.article.titles if title.role != "byline"]
        in_titles = (name for name in self._first if any(name in title for title in titles))
        name = next(in_titles, None) or next(iter(self._first), None)
        return self._sources.speaker(self._first[name]) if name is not None else None

    def _meant(self, name: str, label: Label) -> Speaker:
        speaker = self._sources.speaker(self._first[name])
        return speaker.meant_at(label.start, label.end, speaker.attribution)
