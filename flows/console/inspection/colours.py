"""Colours that readers with any colour vision can tell apart, and the inks that can be read on them.

The palette is that of Okabe and Ito, "Color Universal Design (CUD): How to make figures and presentations that are
friendly to colorblind people" (2002, revised 2008), https://jfly.uni-koeln.de/color/. Contrast is that of the W3C's
Web Content Accessibility Guidelines 2.2, success criterion 1.4.3, which asks for 4.5 to 1.
"""

OKABE_ITO = {
    "orange": "#e69f00",
    "sky blue": "#56b4e9",
    "bluish green": "#009e73",
    "yellow": "#f0e442",
    "blue": "#0072b2",
    "vermillion": "#d55e00",
    "reddish purple": "#cc79a7",
}
"""The palette without its black, which is the ink."""

ARTICLE_FILLS = tuple(
    OKABE_ITO[name] for name in ("sky blue", "orange", "bluish green", "reddish purple", "yellow", "blue", "vermillion")
)
"""One for each article, in this order and from the beginning again; neighbours differ in lightness or in warmth."""

DOUBT_FILL = OKABE_ITO["yellow"]

_INKS = ("#000000", "#ffffff")


def article_fill(position: int) -> str:
    """Return the colour of the article at a position, from 1."""
    return ARTICLE_FILLS[(position - 1) % len(ARTICLE_FILLS)]


def ink_on(fill: str) -> str:
    """Return black or white, whichever has more contrast on a colour."""
    return max(_INKS, key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a ground with so much of a colour over it."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
