import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.extraction import lexicon
from jiceng.extraction.lexicon import WordFinder, characters, one_of, printed_in, short_list

FOLDER = Path(lexicon.__file__).parent
SHORT_LISTS = tomllib.loads((FOLDER / "short_lists.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(SHORT_LISTS))
def test_short_lists_name_nothing_twice_and_are_asked_for(name: str) -> None:
    held = SHORT_LISTS[name]
    assert held
    assert len(held) == len(set(held))
    code = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    assert re.search(rf"{'characters' if isinstance(held, str) else 'short_list'}\([\"']{name}[\"']\)", code)


def test_short_lists_keep_their_order_and_strings_are_characters() -> None:
    assert short_list("verbs_of_being")[0] == "是"
    assert {"省", "村"} <= characters("unit_characters")
    with pytest.raises(KeyError):
        short_list("no such list")


def test_every_file_of_the_lexicon_begins_with_what_it_is() -> None:
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in (".txt", ".csv", ".toml"):
            assert path.read_text(encoding="utf-8").startswith("# "), path.name


@pytest.mark.parametrize(
    ("strings", "text", "expected"),
    [
        (("书记", "书记员"), "书记员张三", "书记员"),
        (("书记", "书记员"), "书记张三", "书记"),
        (("a+", "（"), "a+b", "a+"),
        (("书记",), "记书", None),
    ],
)
def test_one_of_takes_the_longest(strings: tuple[str, ...], text: str, expected: str | None) -> None:
    match = re.compile(one_of(strings)).match(text)
    assert (match.group() if match else None) == expected


LETTERS = st.text(st.sampled_from("甲乙丙]^-."), max_size=12)


@given(st.sets(LETTERS.filter(bool), min_size=1), LETTERS, st.integers(0, 12), st.integers(0, 12))
def test_finder_finds_what_the_expression_does(words: set[str], text: str, start: int, end: int) -> None:
    found = [match.span() for match in WordFinder(words).finditer(text, start, end)]
    assert found == [match.span() for match in re.compile(one_of(words)).finditer(text, start, end)]


@given(st.text("甲乙丙", max_size=12), st.sets(st.text("甲乙丙", min_size=1, max_size=4), max_size=5), st.booleans())
def test_printed_in_finds_what_one_of_finds(text: str, strings: set[str], many: bool) -> None:
    found = re.finditer(one_of(strings), text) if strings else ()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "_MANY", 0 if many else 500)
        printed = printed_in(text, strings)
    assert printed == [(match.start(), match.end(), match.group()) for match in found]
