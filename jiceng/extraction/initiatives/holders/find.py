"""Who the text tells of as running an initiative: who acts in its sentence, or whom its speaker belongs to."""

import re
from collections.abc import Sequence

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundQuote
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.holders.agents import agent_between, employer_between
from jiceng.extraction.initiatives.holders.context import (
    county_of_article,
    home_meant_before,
    place_in_name,
    subject_of_sentence_before,
)
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.rules.titles import document_title, named_again
from jiceng.extraction.initiatives.sentences import sentence_around
from jiceng.extraction.lexicon import one_of, short_list

_ISSUER_IN_TITLE = re.compile(r"([^关]{2,24}?(?:委|政府|局|厅|部|会|办公室))(?:办公室)?关于")
_ORGANIZATION_OF_MEETING = re.compile(r"[^委]{1,12}?(?:委|政府|人大|政协)")
_ISSUED = re.compile(f"(?:{one_of(short_list('verbs_of_issuing_documents'))}|的)[^，。；：]*$")
_COUNTRY_ACTS = re.compile("(?:^|(?<=[，。；：、来年]))(?:中国|我国|国家)(?![\u4e00-\u9fff]{0,6}[委局署部会厅办])")
_CLAUSE_MARKS = "，；："


def told_holder(named: NamedInArticle, chosen: Sequence[NameCandidate], others: Sequence[NameCandidate]) -> str | None:
    """Return who runs an initiative, as printed; None where the text does not say.

    `chosen` are the mentions that tell most; of the others only who acts in their sentence counts. A campaign of the
    whole country has a holder only where one is printed directly before its name.
    """
    if chosen[0].core in lexicon.words("national_slogans"):
        mentions = (*chosen, *others)
        return next(filter(None, (_directly_before(named, candidate) for candidate in mentions)), None)
    by_chosen = (_holder_by_mention(named, candidate) for candidate in chosen)
    by_others = (agent_before(named, candidate) for candidate in others)
    return next(filter(None, by_chosen), None) or next(filter(None, by_others), None)


def _directly_before(named: NamedInArticle, candidate: NameCandidate) -> str | None:
    start, _ = sentence_around(named.article, candidate.start, candidate.end)
    ranges = [found for found in named.between(start, candidate.start) if found[1] == candidate.start]
    longest = min(ranges, default=None)
    return named.text[longest[0] : longest[1]] if longest else None


def agent_before(named: NamedInArticle, candidate: NameCandidate) -> str | None:
    """Return who acts in the sentence of a mention before it."""
    start, _ = sentence_around(named.article, candidate.start, candidate.end)
    if candidate.rule == document_title.name and not _is_issued(named, start, candidate):
        return None
    return agent_between(named, start, candidate.start)


def _holder_by_mention(named: NamedInArticle, candidate: NameCandidate) -> str | None:
    """Return who runs an initiative by one of its mentions.

    The issuer that a title names, else the organization or place that is printed last before the name in its sentence
    as who acts, else who the speech or the rest of the sentence tells of.
    """
    if issuer := _ISSUER_IN_TITLE.match(candidate.core):
        return issuer[1]
    if named.home and candidate.core.startswith(named.home.rstrip("市县区州")):
        return named.home
    start, _ = sentence_around(named.article, candidate.start, candidate.end)
    if candidate.rule in (document_title.name, named_again.name) and not _is_issued(named, start, candidate):
        return place_in_name(named, candidate)
    speech = named.speech_around(candidate.start, candidate.end)
    if speech is not None and speech.kind == "direct":
        start = max(start, speech.start)
    if (nearest := agent_between(named, start, candidate.start)) is not None:
        return nearest
    told_from = min(start, speech.start) if speech is not None else start
    if candidate.kind == "agreement" or _is_of_the_country(named, told_from, candidate):
        return place_in_name(named, candidate)
    return _holder_without_agent(named, candidate, start, speech)


def _holder_without_agent(
    named: NamedInArticle, candidate: NameCandidate, start: int, speech: FoundQuote | None
) -> str | None:
    """Return who runs an initiative where nobody acts in its sentence before the name.

    The speaker's organization or the one that meets, else that of a person named, else the place with which the name
    begins, else the subject of the sentence before, else the place that the paragraph or the article is of.
    """
    if speech is not None and (speech.organization or speech.speaker_kind == "organization"):
        return speech.organization or speech.speaker
    if speech is not None and speech.speaker_kind == "meeting":
        organization = _ORGANIZATION_OF_MEETING.match(speech.speaker or "")
        return organization[0] if organization else None
    if speech is None and (employer := named.organization_of_first_person(start, candidate.start)):
        return employer
    return (
        employer_between(named, start, candidate.start)
        or place_in_name(named, candidate)
        or subject_of_sentence_before(named, candidate, start)
        or home_meant_before(named, start)
        or county_of_article(named, candidate, start)
    )


def _is_issued(named: NamedInArticle, start: int, candidate: NameCandidate) -> bool:
    """Return whether a document is named after a verb of issuing in its clause, or after whose it is (某市《…》)."""
    text = named.text
    clause = max(start, max(text.rfind(mark, start, candidate.start) for mark in _CLAUSE_MARKS) + 1)
    if text.endswith(short_list("central_organizations"), clause, candidate.start):
        return True
    return _ISSUED.search(text, clause, candidate.start) is not None


def _is_of_the_country(named: NamedInArticle, start: int, candidate: NameCandidate) -> bool:
    """Return whether the country acts in what is told before a document (中国出台《…条例》)."""
    is_document = candidate.rule == document_title.name
    return is_document and _COUNTRY_ACTS.search(named.text, start, candidate.start) is not None
