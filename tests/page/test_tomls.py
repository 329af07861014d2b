from pathlib import Path

import pytest

from jiceng.page import InputFault, find_pages, read_newspaper, read_page
from tests.page.sample import CHINESE, raw_folder


def test_page_toml_wins_over_the_path(tmp_path: Path) -> None:
    toml = 'encoding = "gbk"\nissue_date = 2020-01-14\npage_number = 4\nsource_url = "https://example.org/4"\n'
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": CHINESE.encode("gbk"), "jia/undated/x.toml": toml})
    page = read_page(find_pages(raw).pages[0])
    assert page.raw_text == CHINESE
    assert (page.encoding, page.page_number, page.source_url) == ("gb18030", "4", "https://example.org/4")
    assert (str(page.issue_date), page.issue_date_source) == ("2020-01-14", "page_toml")


def test_a_wrong_page_toml_is_a_fault_of_its_own(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/x.toml": "editor = 'x'"})
    with pytest.raises(InputFault, match=r"jia/undated/x\.toml: `editor`: Extra inputs are not permitted"):
        read_page(find_pages(raw).pages[0])


def test_a_newspaper_is_local_and_shares_excerpts_unless_it_says_otherwise(tmp_path: Path) -> None:
    newspaper = read_newspaper(raw_folder(tmp_path, {}) / "jia")
    assert (newspaper.scope, newspaper.share, newspaper.publisher) == ("local", "excerpt", None)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("a = " + "[" * 5_000, "is not valid TOML: has too many lists or tables inside each other"),
        ("a = " + "{a=" * 5_000, "is not valid TOML: has too many lists or tables inside each other"),
        ("page_number = " + "9" * 5_000, "is not valid TOML: Exceeds the limit"),
        ("page_number = 0x" + "f" * 5_000, "`page_number"),
        ("page_number = -1", "`page_number"),
    ],
)
def test_a_toml_that_python_cannot_read_is_a_fault(tmp_path: Path, toml: str, said: str) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/x.toml": toml})
    with pytest.raises(InputFault, match=rf"\Ajia/undated/x\.toml: {said}"):
        read_page(find_pages(raw).pages[0])


def test_a_name_that_others_wrote_is_quoted_on_one_line_and_cut_off(tmp_path: Path) -> None:
    toml = f'"a\\n\\u001b[2J{"b" * 5_000}" = 1'
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/x.toml": toml})
    with pytest.raises(InputFault) as error:
        read_page(find_pages(raw).pages[0])
    said = str(error.value)
    assert said.startswith(r"jia/undated/x.toml: `a\n\x1b[2Jbbb")
    assert said.isprintable()
    assert len(said) < 300
