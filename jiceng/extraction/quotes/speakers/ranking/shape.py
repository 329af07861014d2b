"""The shape of a quote: what is printed directly before and after it."""

from jiceng.extraction.quotes.decision import Decision

_BEFORE = {
    **dict.fromkeys("：:", "colon"),
    **dict.fromkeys("，,", "comma"),
    **dict.fromkeys("。！？!?", "stop"),
    "”": "speech",
}


def shape_of(text: str, paragraph: tuple[int, int], quote: Decision) -> str:
    """Return what is before and after a direct quote in its paragraph, by name; of reported speech, that it is."""
    if quote.kind == "indirect":
        return "indirect"
    start, end = paragraph
    mark = quote.start - 1
    before = "first" if mark <= start else _BEFORE.get(text[mark - 1], "word")
    after = text[quote.end + 1 : quote.end + 2] if quote.end + 1 < end else ""
    if not after:
        return f"{before} last"
    return f"{before} {'speech' if after == '“' else 'text' if after.isalnum() else 'mark'}"
