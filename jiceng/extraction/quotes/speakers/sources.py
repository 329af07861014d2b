"""Sources: who may have said the words beside a cue, a colon or a mark; what rules for quotes ask.

Candidates (`mentions`), their use in a clause (`grammar`, `subjects`) and whom they mean (`resolving`) are separate
questions; the methods here put them together. Offsets are those of the article's text.
"""

from collections.abc import Container, Sequence

from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.quotes.speakers import subjects
from jiceng.extraction.quotes.speakers.clauses import clauses_before, offset_after_last
from jiceng.extraction.quotes.speakers.impersonal.find import impersonal_source
from jiceng.extraction.quotes.speakers.known_people import KnownPeople
from jiceng.extraction.quotes.speakers.mentions.in_article import SourceMentions
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.reporter import reporter_speaks
from jiceng.extraction.quotes.speakers.resolving.by_kind import BY_KIND
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText


class Sources:
    """Everyone and everything in an article that may be the source of words."""

    def __init__(self, article: ArticleText, people: Sequence[FoundPerson]) -> None:
        """Take an article and the people found in it."""
        known = KnownPeople(people)
        self.article = article
        self.mentions = SourceMentions(article, known)
        self._known = known
        self._resolver = Resolver(self.mentions, known, BY_KIND)

    @property
    def known(self) -> Container[str]:
        """The full names of the people found in the article."""
        return self._known.by_name

    def between(self, start: int, end: int) -> list[SourceMention]:
        """Return the mentions that are whole inside a range, in order: the candidates for the source of its words."""
        return self.mentions.between(start, end)

    def speaker(self, mention: SourceMention) -> Speaker:
        """Return whom a mention means: a person by full name where the article gives one, else the words themselves."""
        return self._resolver.speaker(mention)

    def _meant_by(self, mention: SourceMention | None) -> Speaker | None:
        return self._resolver.speaker(mention) if mention is not None else None

    def before_cue(self, start: int, cue: int) -> Speaker | None:
        """Return the source in the sentence from `start` to a cue, None where the reporter or nobody speaks.

        It is the subject of the cue's clause, else of the last clause before that has one.
        """
        text = self.article.text
        clause = offset_after_last("，：", text, start, cue)
        if reporter_speaks(text, clause, cue):
            return None
        found = self.subject_of_clause(clause, cue, at_cue=True) or impersonal_source(self.article, clause, cue)
        if found is not None:
            return found
        for earlier, end in clauses_before(text, start, clause):
            found = self.subject(earlier, end)
            if found is not None:
                return self.subject(start, end) or found if found.kind == "group" else found
        return None

    def subject_of_clause(self, start: int, end: int, *, at_cue: bool = False) -> Speaker | None:
        """Return the first subject in a clause, but a later one where the ones before are in its relative clause.

        With `at_cue` a cue follows the clause: a role without a name counts beside it.
        """
        return self._meant_by(subjects.subject_of_clause(self.mentions, start, end, at_cue=at_cue))

    def subject_of_last_clause(self, start: int, end: int) -> Speaker | None:
        """Return the subject of the last clause that has one, but no role: 大家 of 王建国吃着饭，大家乐了，逗他：."""
        while end > start:
            clause = offset_after_last("，：；", self.article.text, start, end - 1)
            found = self.subject(clause, end)
            if found is not None and (found.name in self._known.by_name or found.title is None):
                return found
            end = clause
        return None

    def subject(self, start: int, end: int, *, possessor: bool = False) -> Speaker | None:
        """Return the first subject in a sentence; with `possessor` also 张三 of 张三的电话 and 张三的心情."""
        return self._meant_by(subjects.subject(self.mentions, start, end, possessor=possessor))

    def named_subject(self, start: int, end: int) -> Speaker | None:
        """Return the first person named with whom a clause in a range begins."""
        return self._meant_by(subjects.named_subject(self.mentions, start, end))

    def owner_of_words(self, start: int, end: int) -> Speaker | None:
        """Return the person, role or group with whom a clause starts as the owner of words (居民朴实的话语)."""
        return self._meant_by(subjects.owner_of_words(self.mentions, start, end))

    def owner_of_feelings(self, start: int, end: int) -> Speaker | None:
        """Return the first person named whose heart or face a sentence tells of (解开了张三的心结)."""
        return self._meant_by(subjects.owner_of_feelings(self.mentions, start, end))

    def who_feels(self, start: int, end: int) -> Speaker | None:
        """Return the group or relative after whom only a verb or the like ends a clause (…时当地百姓感念：)."""
        return self._meant_by(subjects.who_feels(self.mentions, start, end))

    def last_named(self, start: int, end: int) -> Speaker | None:
        """Return the last person named in a range, whatever the person does there."""
        return self._meant_by(subjects.last_named(self.mentions, start, end))

    def opens_sentence(self, start: int, end: int) -> bool:
        """Return whether a sentence starts with a person or pronoun, before which only times and adverbs are."""
        return subjects.opens_sentence(self.mentions, start, end)
