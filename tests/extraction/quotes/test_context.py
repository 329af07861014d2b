from jiceng.extraction.quotes.context import Thread
from jiceng.extraction.quotes.speakers.speaker import Speaker

from .sample_paragraphs import context_of

LAST = Speaker("李文华", "person", 0, 3, "named")


def test_the_subject_before_is_that_of_the_last_sentence_that_has_one() -> None:
    context = context_of("局长王建国来了。天晴了。“路通了。”")
    found = context.subject_before(context.paragraph.speech[0].mark)
    assert found is not None
    assert found.name == "王建国"


def test_after_speech_whoever_spoke_last_is_the_subject_before() -> None:
    context = context_of("“路通了。”天晴了。“来吧。”", Thread(last=LAST))
    first, second = context.paragraph.speech
    assert context.subject_before(first.mark) is None
    assert context.subject_before(second.mark) == LAST._replace(attribution="continued")


def test_a_thread_that_breaks_off_forgets_who_spoke() -> None:
    thread = Thread(last=LAST, colon=LAST, unclosed=True)
    thread.break_off()
    assert thread == Thread()
