import pytest

from ..samples import speaker_of


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("不少与会者在讨论中提到", "与会者", ("不少与会者", "group", "named")),
        ("广大党员、干部一致认为", "党员", ("广大党员、干部", "group", "named")),
        ("一名群众说", "群众", ("一名群众", "person", "named")),
        ("党员说，干部来了", "党员", ("党员", "group", "named")),
    ],
)
def test_a_group_has_what_describes_it_and_the_list_after_it(text, words, expected):
    assert speaker_of(text, words) == expected
