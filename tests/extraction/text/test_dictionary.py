import pytest
import rjieba

from jiceng.extraction.text import dictionary
from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH, in_dictionary


@pytest.mark.parametrize(
    ("word", "expected"), [("社区", True), ("初心", False), ("张三说", False), ("的", True), ("甲乙丙丁戊己", False)]
)
def test_words_of_the_dictionary(word: str, expected: bool) -> None:
    assert in_dictionary(word) is expected


@pytest.mark.parametrize(("word", "expected"), [("社区", "n"), ("王建国", "nr"), ("12", "m"), ("初心", "")])
def test_parts_of_speech(word: str, expected: str) -> None:
    assert PARTS_OF_SPEECH[word] == expected


def test_as_many_words_are_kept_as_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "_MOST_KEPT", 3)
    kept = dictionary._PartsOfSpeech()
    words = ["社区", "村民", "书记", "治理", "社区"]
    assert [kept[word] for word in words] == [rjieba.tag(word)[0][1] for word in words]
    assert len(kept) <= 3
