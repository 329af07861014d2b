"""Whose words a cue reports, wherever its source is printed."""

import pytest

from jiceng.extraction.quotes.reported.cue_sources import source_of
from tests.extraction.quotes.sample_paragraphs import context_of


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("居民王建国说，路修好了。", "说", ("王建国", "beside")),
        ("居民王建国在会上再三强调，路要修好。", "强调", ("王建国", "clause")),
        ("近日，省民政厅印发通知，要求各区修好道路。", "要求", ("省民政厅", "sentence")),
        ("市委常委会召开会议，会议听取汇报，强调把路修好。", "强调", ("会议", "sentence")),
        ("市政府出台《实施意见》等文件，明确将道路纳入计划。", "明确", ("《实施意见》", "sentence")),
        ("居民王建国来了。建议把路修宽一些，再种上树。", "建议", ("王建国", "before")),
        ("几天后，老花匠说这棵树还能活。", "说", ("老花匠", "printed")),
        ("记者问，路修好了没有。", "问", None),
        ("为贯彻落实《决定》要求，各地开展检查。", "要求", None),
    ],
)
def test_the_source_of_a_cue(text: str, word: str, found: tuple[str, str] | None) -> None:
    context = context_of(text)
    cue = next(cue for cue in context.paragraph.possible_cues if cue.word == word)
    source = source_of(cue, context.paragraph.sentence_start(cue.start), context)
    assert (source and (source.speaker.name, source.place)) == found
