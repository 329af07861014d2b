import pytest

from jiceng.extraction.quotes.guards import is_fragment_after_cue, is_orphan, is_reported, reporter_wonders

from .sample_paragraphs import context_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长王建国说，路通了。”大家都来。", [is_orphan, is_reported]),
        ("路通了。”局长王建国说。", [is_orphan]),
        ("据介绍，“把道路修好”。", [is_fragment_after_cue]),
        ("据介绍，“把道路修好。”", []),
        ("“怎么不去了？”记者有些好奇。", [reporter_wonders]),
        ("“怎么不去了？”村民有些好奇。", []),
    ],
)
def test_guards_refuse_what_is_no_quote(text: str, expected: list[object]) -> None:
    context = context_of(text)
    guards = (is_orphan, is_reported, is_fragment_after_cue, reporter_wonders)
    assert [guard for guard in guards if guard(context.paragraph.speech[0], context)] == expected
