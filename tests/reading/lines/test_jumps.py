import pytest

from jiceng.reading.lines.jumps import other_pages


@pytest.mark.parametrize(
    ("text", "continues", "continued"),
    [
        ("服务群众。（下转第4版）", "4", None),
        ("（下转第四版）", "四", None),
        ("下转A4版", "A4", None),
        ("（下转A04）", "A04", None),
        ("（下转第２版）", "2", None),
        ("（转第3版）", "3", None),
        ("（上接第1版）服务群众。", None, "1"),
        ("（上接一版）", None, "一"),
        ("（紧接第一版）", None, "一"),
        ("详见第2版", None, None),
        ("（相关报道见第5版）", None, None),
        ("承上启下转第二版块", None, None),
        ("他从一版转第3版面", None, None),
    ],
)
def test_jumps(text: str, continues: str | None, continued: str | None) -> None:
    assert other_pages([text]) == (continues, continued)


def test_a_page_is_looked_for_at_the_ends_of_texts_only() -> None:
    assert other_pages(["（下转第4版）" + "好" * 40, "好" * 40 + "（上接第1版）"]) == (None, None)


def test_the_last_page_named_counts() -> None:
    assert other_pages(["（下转第4版）", "（上接第1版）", "（下转第5版）"]) == ("5", "1")
