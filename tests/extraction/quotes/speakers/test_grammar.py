import pytest

from jiceng.extraction.quotes.speakers import grammar

from .samples import mention_of, sources_of


def ask(question, text, words, *args, **options):
    sources = sources_of(text)
    return question(sources.article, mention_of(sources, words), *args, **options)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("村民王建国每天去菜园", "王建国", True),
        ("村民王建国的菜园很大", "王建国", False),
        ("村民王建国母亲来了", "王建国", False),
        ("来到村民王建国家里", "王建国", False),
        ("李文华对村民王建国说", "王建国", False),
        ("引来大伙称赞", "大伙", False),
        ("局长王建国同姐姐一样来了", "姐姐", False),
        ("校长、主任来了", "校长", False),
        ("广大居民的生活好了", "居民", True),
    ],
)
def test_a_subject_is_no_object_no_possessor_and_no_standard(text, words, expected):
    assert ask(grammar.is_subject, text, words, 0) is expected


def test_a_possessor_of_words_and_feelings_counts_where_asked_for():
    assert ask(grammar.is_subject, "村民王建国的电话来了", "王建国", 0, possessor=True)
    assert not ask(grammar.is_subject, "村民王建国的菜园很大", "王建国", 0, possessor=True)


def test_what_is_owned():
    assert ask(grammar.owns_words, "局长王建国的一席话", "王建国")
    assert not ask(grammar.owns_words, "局长王建国的菜园", "王建国")
    assert ask(grammar.owns_feelings, "解开了局长王建国的心结", "王建国")
    assert not ask(grammar.owns_feelings, "局长王建国的一席话", "王建国")
    assert ask(grammar.is_possessor, "局长王建国的菜园", "王建国")
    assert not ask(grammar.is_possessor, "不少居民的菜园", "居民")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("局长王建国来了，又把我和王建国叫来", "王建国", True),
        ("赢得不少居民称赞", "居民", True),
        ("向局长王建国汇报", "王建国", True),
        ("局长王建国汇报", "王建国", False),
    ],
)
def test_an_object_follows_its_verb_or_preposition(text, words, expected):
    assert ask(grammar.is_object, text, words, 0) is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("昨天不少居民来了", "居民", True),
        ("一名校长来了", "校长", True),
        ("菜园里看见居民来了", "居民", False),
        ("遇到远方的居民", "居民", False),
        ("远方的居民来了", "居民", True),
    ],
)
def test_a_clause_opens_with_modifiers_and_times(text, words, expected):
    assert ask(grammar.opens_clause, text, words, 0) is expected


def test_who_acts_is_followed_by_a_verb():
    assert ask(grammar.acts, "校长走了", "校长", 0)
    assert not ask(grammar.acts, "校长办公室", "校长", 0)


def test_a_mention_adjoins_a_cue_where_only_adverbs_are_between():
    assert ask(grammar.adjoins_cue, "校长亲切地说", "校长", 5)
    assert not ask(grammar.adjoins_cue, "校长走进菜园说", "校长", 6)


def test_who_is_told_does_not_speak_though_beside_a_cue():
    assert ask(grammar.may_speak_in, "来座谈的校长说", "校长", 0, 6, at_cue=True)
    assert not ask(grammar.may_speak_in, "叮嘱有关部门负责人说", "负责人", 0, 9, at_cue=True)
    assert not ask(grammar.may_speak_in, "菜园里看见校长", "校长", 0, 7, at_cue=False)
    assert ask(grammar.may_speak_in, "菜园里看见村民王建国", "王建国", 0, 10, at_cue=False)


def test_a_phrase_begins_with_the_office_or_what_describes_the_group():
    assert ask(grammar.phrase_start, "昨天局长王建国来了", "王建国", 0) == 2
    assert ask(grammar.phrase_start, "昨天局长王建国来了", "王建国", 4) == 4
    assert ask(grammar.phrase_start, "昨天不少居民来了", "居民", 0) == 2
    assert ask(grammar.phrase_start, "昨天校长来了", "校长", 0) == 2
