"""Colours and their contrast."""

import pytest

from flows.console.inspection.colours import ARTICLE_FILLS, contrast, ink_on, mixed


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, computed here once more."""
    linear = []
    for start in (1, 3, 5):
        share = int(colour[start : start + 2], 16) / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("fill", ARTICLE_FILLS)
def test_every_letter_can_be_read_on_its_colour(fill: str) -> None:
    assert ratio(ink_on(fill), fill) >= 4.5
    assert contrast(ink_on(fill), fill) == pytest.approx(ratio(ink_on(fill), fill))


def test_mixing_goes_from_ground_to_colour() -> None:
    assert mixed("#ff0000", "#0000ff", 0) == "#0000ff"
    assert mixed("#ff0000", "#0000ff", 1) == "#ff0000"
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"
