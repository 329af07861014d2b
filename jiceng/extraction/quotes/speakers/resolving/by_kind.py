"""The function that resolves each kind of mention."""

from collections.abc import Mapping

from jiceng.extraction.quotes.speakers.mentions.mention import MentionKind
from jiceng.extraction.quotes.speakers.resolving.groups import group
from jiceng.extraction.quotes.speakers.resolving.names import name
from jiceng.extraction.quotes.speakers.resolving.pronouns import pronoun
from jiceng.extraction.quotes.speakers.resolving.relatives import relative
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolve
from jiceng.extraction.quotes.speakers.resolving.roles import role
from jiceng.extraction.quotes.speakers.resolving.short_forms import short_form

BY_KIND: Mapping[MentionKind, Resolve] = {
    "name": name,
    "pronoun": pronoun,
    "short": short_form,
    "kin": relative,
    "group": group,
    "role": role,
}
"""Each kind of mention → the function that says whom one means."""
