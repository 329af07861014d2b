import math

import pytest

from jiceng.ocr.boxes import Box, OcrFault, box_around, check_numbers, make_box, turned_upright


def test_a_box_has_an_extent() -> None:
    assert (Box(1, 2, 4, 8).width, Box(1, 2, 4, 8).height) == (3, 6)
    assert box_around([Box(1, 2, 4, 8), Box(0, 5, 3, 9)]) == Box(0, 2, 4, 9)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((4, 2, 4, 8), "a box has no size (4 2 4 8)"),
        ((-9, 2, -4, 8), "a box begins outside the page"),
        ((1, 2, math.nan, 8), "a box is not made of numbers"),
        ((1, 2, 4, 2_000_000), "a box is larger than any page"),
    ],
)
def test_what_cannot_be_a_box_is_refused(numbers: tuple[float, ...], message: str) -> None:
    with pytest.raises(OcrFault) as raised:
        make_box(numbers, "line 3")
    assert raised.value.message.startswith(message)
    assert raised.value.place == "line 3"


def test_a_box_a_little_outside_the_page_is_cut_at_its_edge() -> None:
    assert make_box((-5, 2, 4, 8), "$") == Box(0, 2, 4, 8)
    assert turned_upright([(-5, -1), (9, -1), (9, 8), (-5, 8)], "$")[0] == Box(0, 0, 9, 8)


def test_numbers_on_a_page_are_not_refused() -> None:
    check_numbers((0, 0.5, 47_000), "line 1")


def test_a_polygon_of_other_than_four_corners_has_no_slope() -> None:
    assert turned_upright([(1, 1), (9, 2), (5, 8)], "$") == (Box(1, 1, 9, 8), None)


def test_corners_in_another_order_have_no_slope() -> None:
    assert turned_upright([(9, 1), (1, 1), (1, 8), (9, 8)], "$") == (Box(1, 1, 9, 8), None)
