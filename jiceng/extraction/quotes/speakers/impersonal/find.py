"""The order in which sources that are no people are asked for."""

from jiceng.extraction.quotes.speakers.clauses import subject_end
from jiceng.extraction.quotes.speakers.impersonal.documents import document
from jiceng.extraction.quotes.speakers.impersonal.full_names import full_name
from jiceng.extraction.quotes.speakers.impersonal.meetings import meeting
from jiceng.extraction.quotes.speakers.impersonal.organizations import issuer, organization
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText

_KINDS = (issuer, document, meeting, organization)


def impersonal_source(article: ArticleText, start: int, cue: int) -> Speaker | None:
    """Return the document, meeting or organization that is the subject of a cue in a clause that starts at `start`."""
    end = subject_end(article, start, cue)
    source = next((found for kind in _KINDS if (found := kind(article, start, end)) is not None), None)
    return full_name(article, source) if source is not None else None
