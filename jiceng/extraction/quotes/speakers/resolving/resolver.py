"""Resolver: asks the function for a mention's kind whom it means, and remembers the answer."""

import re
from collections.abc import Callable, Mapping

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.speakers.known_people import KnownPeople
from jiceng.extraction.quotes.speakers.mentions.in_article import SourceMentions
from jiceng.extraction.quotes.speakers.mentions.mention import MentionKind, SourceMention
from jiceng.extraction.quotes.speakers.speaker import Speaker

_CALLED_BY_NAME = re.compile(f"，?{one_of(short_list('verbs_of_being_called'))}")
_LONGEST_CALLED = 8
"""Characters of a name, after what says that somebody is called by it (一名新兵叫张三)."""

Resolve = Callable[[SourceMention, "Resolver"], Speaker]
"""Return whom a mention of one kind means."""


class Resolver:
    """Resolves the mentions of an article to speakers, each once."""

    def __init__(self, mentions: SourceMentions, people: KnownPeople, by_kind: Mapping[MentionKind, Resolve]) -> None:
        """Take an article's mentions, the people found in it, and the function for each kind of mention."""
        self.article = mentions.article
        self.mentions = mentions
        self.people = people
        self._by_kind = by_kind
        self._known: dict[tuple[MentionKind, int], Speaker] = {}

    def speaker(self, mention: SourceMention) -> Speaker:
        """Return whom a mention means: a person by full name where the article gives one, else the words themselves."""
        mention = self._called_by_name(mention)
        key = mention.kind, mention.start
        if key not in self._known:
            self._known[key] = self._by_kind[mention.kind](mention, self)
        return self._known[key]

    def _called_by_name(self, mention: SourceMention) -> SourceMention:
        """Return the name by which somebody is called directly after a mention, else the mention."""
        if mention.kind not in ("role", "kin"):
            return mention
        called = _CALLED_BY_NAME.match(self.article.text, mention.end)
        if called is None:
            return mention
        return next(iter(self.mentions.between(called.end(), called.end() + _LONGEST_CALLED)), mention)
