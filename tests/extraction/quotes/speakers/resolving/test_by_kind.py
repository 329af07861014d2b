from typing import get_args

from jiceng.extraction.quotes.speakers.mentions.mention import NAMED, PERSONAL, MentionKind
from jiceng.extraction.quotes.speakers.resolving.by_kind import BY_KIND


def test_each_kind_of_mention_has_its_function():
    assert set(BY_KIND) == set(get_args(MentionKind))
    assert {*NAMED, *PERSONAL} <= set(BY_KIND)
    assert len(set(BY_KIND.values())) == len(BY_KIND)
