import pytest

from jiceng.extraction.quotes.speakers import subjects

from .samples import sources_of


def words_of(question, text, **options):
    """Return the words of the mention that a question about the whole text gives."""
    found = question(sources_of(text).mentions, 0, len(text), **options)
    return found and text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村民王建国去菜园", "王建国"),
        ("听了村民王建国讲话的局长李文华走了", "李文华"),
        ("不少居民和村民王建国来了", "王建国"),
        ("菜园里看见居民", None),
        ("对村民王建国", None),
    ],
)
def test_subject_of_a_clause(text, expected):
    assert words_of(subjects.subject_of_clause, text) == expected


def test_a_role_beside_a_cue_is_the_subject_of_its_clause():
    assert words_of(subjects.subject_of_clause, "来座谈的校长", at_cue=True) == "校长"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天，村民王建国去菜园", "王建国"),
        ("菜园里看见居民，校长走了", "校长"),
        ("村民王建国的电话来了", None),
    ],
)
def test_subject_of_a_sentence(text, expected):
    assert words_of(subjects.subject, text) == expected


def test_a_possessor_is_the_subject_of_a_sentence_where_asked_for():
    assert words_of(subjects.subject, "村民王建国的电话来了", possessor=True) == "王建国"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长王建国会见李文华", "王建国"),
        ("昨天，市民政局局长王建国来了", "王建国"),
        ("菜园里有村民王建国", None),
        ("不少居民来了", None),
    ],
)
def test_named_subject_begins_a_clause(text, expected):
    assert words_of(subjects.named_subject, text) == expected


def test_owners_of_words_and_feelings():
    assert words_of(subjects.owner_of_words, "局长王建国的一席话") == "王建国"
    assert words_of(subjects.owner_of_words, "局长王建国的菜园") is None
    assert words_of(subjects.owner_of_words, "居民朴实的话语") == "居民"
    assert words_of(subjects.owner_of_words, "他的一席话") is None
    assert words_of(subjects.owner_of_feelings, "解开了村民王建国的心结") == "王建国"
    assert words_of(subjects.owner_of_feelings, "解开了村民王建国的谜") is None


def test_who_feels_ends_a_clause_with_a_verb():
    assert words_of(subjects.who_feels, "修路时当地百姓感念") == "百姓"
    assert words_of(subjects.who_feels, "修路时当地百姓") is None
    assert words_of(subjects.who_feels, "当地百姓都在菜园里干活") is None


def test_last_named():
    assert words_of(subjects.last_named, "局长王建国会见村民李文华，居民们说") == "李文华"
    assert words_of(subjects.last_named, "居民们说") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天他来了", True),
        ("昨天，他来了", False),
        ("昨天局长王建国来了", True),
        ("菜园里看见他", False),
        ("居民们来了", False),
    ],
)
def test_a_sentence_opens_with_a_person(text, expected):
    assert subjects.opens_sentence(sources_of(text).mentions, 0, len(text)) is expected
