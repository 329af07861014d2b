import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.find import RULES, SPEECH_ORDER, Ask, Guard, find_quotes
from schemas.quote import has_outer_marks
from tests.extraction.sample_articles import article_of

from .sample_paragraphs import context_of


def quotes_in(text):
    article = article_of(text)
    return article, find_quotes(article, find_people(article))


def test_every_rule_has_a_turn_and_one_name():
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) == 15
    assert {rule.target for rule in RULES} == {"quotes"}


def test_guards_are_named_by_what_they_refuse():
    guards = [step.refuses.__name__ for step in SPEECH_ORDER if isinstance(step, Guard)]
    assert guards == ["is_reported", "is_orphan", "is_fragment_after_cue", "reporter_wonders"]


def test_rules_can_be_asked_about_any_speech_whatever_the_others_propose():
    context = context_of("局长王建国说，路通了。“我们要做好。”村民李文华笑着说。")
    (speech,) = context.paragraph.speech
    proposals = {
        step.rule.name: [(p.speaker.name, p.evidence.sign.value) for p in step.rule(speech, context) if p.speaker]
        for step in SPEECH_ORDER
        if isinstance(step, Ask)
    }
    assert proposals["direct_after"] == [("李文华", "cue_after")]
    assert proposals["direct_beside"][0] == ("李文华", "sentence_after")
    assert ("王建国", "reported_before") in proposals["direct_beside"]
    assert proposals["direct_before"] == proposals["direct_colon"] == proposals["direct_chain"] == []


def test_a_speech_that_the_attribution_interrupts_is_two_quotes():
    article, quotes = quotes_in("“我们要做好，”局长王建国说，“大家一起来。”")
    assert [(article.text[q.start : q.end], q.speaker, q.kind) for q in quotes] == [
        ("我们要做好，", "王建国", "direct"),
        ("大家一起来。", "王建国", "direct"),
    ]


def test_a_cue_after_speech_opens_reported_speech():
    article, quotes = quotes_in("“我们要做好。”市民政局局长王建国认为，东区要走在前列。")
    assert [(article.text[q.start : q.end], q.kind, q.cue) for q in quotes] == [
        ("我们要做好。", "direct", "认为"),
        ("东区要走在前列。", "indirect", "认为"),
    ]
    assert {(q.speaker, q.title, q.organization, q.role_class) for q in quotes} == {
        ("王建国", "局长", "市民政局", "government")
    }


def test_a_mark_without_its_partner():
    """The seed page has such a paragraph: a mark closes that never opened."""
    text = (
        "仁和区仁和镇仁和街社区党委书记唐应萍说，通过加强党的组织建设，能切实保障方针政策得到落实。”"
        "唐应萍认为，要突出共建共治共享。"
    )
    article, quotes = quotes_in(text)
    assert [(article.text[q.start : q.end], q.kind, q.issues) for q in quotes] == [
        ("通过加强党的组织建设，能切实保障方针政策得到落实。", "indirect", ("mark_missing",)),
        ("要突出共建共治共享。", "indirect", ()),
    ]
    assert {q.speaker for q in quotes} == {"唐应萍"}


def test_a_speech_over_paragraphs_is_a_quote_each():
    article, quotes = quotes_in("局长王建国说：“我们要做好第一件事。\n“我们还要做好第二件事。”")
    assert [(article.text[q.start : q.end], q.speaker) for q in quotes] == [
        ("我们要做好第一件事。", "王建国"),
        ("我们还要做好第二件事。", "王建国"),
    ]


def test_reported_speech_ends_before_speech_in_marks():
    article, quotes = quotes_in("局长王建国说，服务要做实，“我们要做好每一件事。”")
    assert [article.text[q.start : q.end] for q in quotes] == ["服务要做实", "我们要做好每一件事。"]


def test_names_terms_and_slogans_are_no_quotes():
    _, quotes = quotes_in("推进“攀枝花之治”，抓好“一老一小”，坚持“两个维护”，大力开展“四个一”三线文化工程。")
    assert quotes == []


def test_speech_without_a_source_has_none():
    _, quotes = quotes_in("“我们去看看吧？”\n“好，你先走。”\n天黑了。")
    assert [(q.speaker, q.attribution, q.speaker_kind) for q in quotes] == [(None, "none", None)] * 2


@given(st.text(alphabet='“”‘’「」"（）《》：，。！？、…—\n张三李四王晓明说表示指出局长村他的是 1a', max_size=120))
@settings(max_examples=300, deadline=None)
def test_quotes_of_any_text(text):
    article, quotes = quotes_in(text)
    for quote in quotes:
        start, end = article.paragraphs[article.paragraph_of(quote.start)]
        assert start <= quote.start < quote.end <= end
        assert quote.kind == "indirect" or not has_outer_marks(article.text[quote.start : quote.end])
        assert (quote.speaker is None) is (quote.attribution == "none")
        assert (quote.speaker is None) is (quote.speaker_kind is None)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_too_strange(text):
    quotes_in(text)


@pytest.mark.parametrize("unit", ["“", "”", "张三说：", "“张三说“", "说，", "东村", "（《“", "张三、", "。"])
def test_time_is_linear_in_the_text(unit):
    quotes_in(unit * 5_000)


def test_speech_of_nothing_but_marks_is_no_quote():
    _, quotes = quotes_in("““”\n局长王建国来了。")
    assert quotes == []


def test_speech_that_waits_is_named_by_the_next_paragraph_and_reported_speech_before_it_is_not():
    _, quotes = quotes_in("《防汛通知》要求，做好防汛。“咱们去修路吧！”\n书记李文华笑着走来。")
    assert [(quote.kind, quote.speaker) for quote in quotes] == [("indirect", "《防汛通知》"), ("direct", "李文华")]
