"""Offices whose title says the field of their body, whose name then lacks its last character (卫生部长 of a 卫生部)."""

from jiceng.extraction.lexicon import characters, short_list
from jiceng.extraction.organizations.name_boundaries import PROPER_TAGS, UNIT_CHARACTERS, ends_like_organization
from jiceng.extraction.text.article_text import ArticleText

_HEADS_OF_FIELDS = frozenset(short_list("heads_of_fields"))
_ENDS_OF_NO_FIELD = frozenset({*UNIT_CHARACTERS, *characters("ends_of_bodies")})
"""Last characters of what is a body by itself."""
JOINTS = frozenset("和与及")
"""Between two fields of one body, and between two bodies."""
_TAGS_OF_FIELDS = "nvab"
"""First letters of the parts of speech of the words for a field (卫生, 文化和旅游)."""


def field_start(article: ArticleText, start: int, end: int, title: str) -> int:
    """Return where a title starts that says its field once for itself and its body: 卫生部长 is head of a 卫生部.

    The body's name lacks its last character then; only the place before the field is printed (某国|卫生部长).
    """
    text = article.text
    head = title.removeprefix("副")
    if head not in _HEADS_OF_FIELDS or ends_like_organization(text[start:end]) or text[end - 1] in _ENDS_OF_NO_FIELD:
        return end
    if not ends_like_organization(text[start:end] + head[0]):
        return end
    field = end
    for word in reversed([word for word in article.words.between(start, end) if word.start >= start]):
        joins = word.text in JOINTS and field < end
        if not joins and (word.tag[0] not in _TAGS_OF_FIELDS or word.tag in PROPER_TAGS or len(word.text) == 1):
            break
        field = word.start
    return field + (text[field] in JOINTS)
