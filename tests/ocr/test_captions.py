from jiceng.ocr.derive import derive_page
from tests.ocr.test_type_size import DIGITS, EM, FULL, columns, printed


def page_with(caption: str, size: float, white: float) -> str:
    """Two columns; in the first, a caption below a picture divides a sentence. An article follows."""
    lines = columns()
    below = [line for line in lines if line.text[0] == "甲"][-1].box.bottom
    rest = [printed(f"丙{DIGITS[number]}{FULL[2:]}", 0, below + (white + 3 + number * 1.4) * EM) for number in range(4)]
    title = printed("另一篇文章", 0, below + 14 * EM, 2.4 * EM)
    text = [printed(f"丁{DIGITS[number]}{FULL[2:]}", 0, below + (18 + number * 1.4) * EM) for number in range(4)]
    return derive_page([*lines, printed(caption, 0, below + white * EM, size * EM), *rest, title, *text]).text


def test_a_caption_below_a_picture_follows_its_article() -> None:
    text = page_with("图为村民在阅览室看书。贺兰心摄", 0.9, 6)
    assert text.index("丙三") < text.index("图为村民") < text.index("另一篇文章")


def test_a_caption_is_known_by_its_type_alone() -> None:
    text = page_with("傍晚，孩子们在广场放风筝。", 0.9, 6)
    assert text.index("丙三") < text.index("傍晚") < text.index("另一篇文章")


def test_text_below_a_picture_stays_where_it_is() -> None:
    text = page_with("傍晚，孩子们在广场放风筝。", 1.0, 6)
    assert text.index("傍晚") < text.index("丙零")
