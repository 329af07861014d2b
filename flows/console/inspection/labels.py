"""Words and symbols with which the terminal and the HTML file show how a page was read."""

from collections.abc import Sequence

from rich.cells import cell_len

from jiceng.inspection import (
    DOUBTFUL,
    InspectedArticle,
    InspectedLine,
    Inspection,
    Piece,
    PiecePart,
    article_letter,
    is_doubtful,
)
from jiceng.page import RawPage
from jiceng.reading.article import ReadBreak
from schemas.article import Credit
from schemas.page import Verdict

SYMBOLS: dict[Verdict, str] = {"joined": "+", "paragraph": "/", "part": "|", "article": "=", "furniture": "~"}
"""One column wide in every terminal, also where East Asian ambiguous characters are two."""

MEANINGS: dict[Verdict, str] = {
    "joined": "the same paragraph or title goes on",
    "paragraph": "a new paragraph begins",
    "part": "another kind of text begins",
    "article": "another article begins, or the page begins or ends",
    "furniture": "furniture of the page begins or ends",
}

_MOST = 0.95
_NOT_MUCH_WIDER = 1.5

DOUBT_SYMBOL = "?"
DOUBT_MEANING = f"doubtful: the rule is right in less than {DOUBTFUL:.0%} of cases"
FURNITURE_SYMBOL = "~"
FURNITURE_MEANING = "furniture: folio lines, dates, editors, section names; in no article"
UNREAD_SYMBOL = "!"
UNREAD_MEANING = "unread: characters that reading lost; please report it"


def line_symbols(line: InspectedLine) -> tuple[tuple[str, int | None], ...]:
    """Return the margin of a line: the letter and position of each article, or a symbol and None."""
    symbols = {"furniture": FURNITURE_SYMBOL, "unread": UNREAD_SYMBOL}
    return tuple(
        dict.fromkeys(
            (symbols[piece.role], None) if piece.article is None else (article_letter(piece.article), piece.article)
            for piece in line.pieces
        )
    )


def usual_width(lines: Sequence[InspectedLine]) -> int:
    """Return the columns of a terminal of the widest raw line, except the few that are much wider than the others.

    An ideograph has two columns.
    """
    widths = sorted(cell_len(line.text) for line in lines if line.segments)
    if not widths:
        return 0
    most = widths[int(_MOST * (len(widths) - 1))]
    return max(width for width in widths if width <= _NOT_MUCH_WIDER * most)


def piece_label(piece: Piece) -> str:
    """Return a piece's name: `A headline`, `B3 body` (the third paragraph of article B)."""
    letter = article_letter(piece.article) if piece.article is not None else ""
    return f"{letter}{piece.paragraph or ''} {piece.role}".lstrip()


def comes_from(part: PiecePart) -> str:
    """Return where the part before this one is, "" if it begins here."""
    return "" if part.comes_from is None else f"goes on from line {part.comes_from}"


def goes_on(part: PiecePart) -> str:
    """Return where the part after this one is, "" if it ends here."""
    return "" if part.goes_on is None else f"goes on in line {part.goes_on}"


def verdict_sentence(decided: ReadBreak) -> str:
    """Return what a verdict means, its rule and its confidence."""
    doubt = ", doubtful" if is_doubtful(decided) else ""
    meaning = MEANINGS[decided.verdict]
    return f"{decided.verdict}: {meaning}; rule {decided.reason}, confidence {decided.confidence:.3f}{doubt}"


def page_facts(page: RawPage) -> list[tuple[str, str]]:
    """Return what is known of a page beside its text, as name and value."""
    text = page.raw_text or ""
    facts = {
        "file": page.file.source_path,
        "format": page.source_format,
        "encoding": page.encoding,
        "issue date": page.issue_date.isoformat() if page.issue_date else None,
        "page number": page.page_number,
        "characters": f"{len(text):,}",
    }
    return [(name, value) for name, value in facts.items() if value]


def counts(inspection: Inspection) -> list[tuple[str, int]]:
    """Return the figures of a page, as name and number."""
    figures = [
        ("lines", inspection.printed_lines),
        ("articles", len(inspection.articles)),
        ("furniture lines", inspection.furniture_lines),
        ("doubtful breaks", len(inspection.doubtful_lines)),
        ("issues", inspection.issue_count),
    ]
    if inspection.unread_lines:
        figures.append(("unread lines", len(inspection.unread_lines)))
    return figures


def articles_by_first_line(inspection: Inspection) -> dict[int, list[InspectedArticle]]:
    """Return the number of a raw line → the articles that begin there; nearly always one."""
    found: dict[int, list[InspectedArticle]] = {}
    for article in inspection.articles:
        found.setdefault(article.first_line, []).append(article)
    return found


def short_title(article: InspectedArticle) -> str:
    """Return an article's headline; without one, the beginning of its first title or paragraph."""
    read = article.read
    headline = read.title("headline")
    if headline is not None:
        return headline
    first = next((title.text.text for title in read.titles if title.role != "byline"), read.text.text)
    return f"({first.partition(chr(10))[0][:20]} …)"


def article_facts(article: InspectedArticle) -> list[tuple[str, str]]:
    """Return what was read of an article beside its paragraphs, as name and value; empty ones are left out."""
    read = article.read
    dateline = read.dateline
    facts = {
        "kicker": read.title("kicker"),
        "headline": read.title("headline"),
        "subheadline": read.title("subheadline"),
        "byline": _people(read.byline) or read.title("byline"),
        "credits": _people(read.credits),
        "dateline": " ".join(filter(None, (dateline.agency, dateline.place, dateline.date))) if dateline else None,
        "continued from": f"page {read.continued_from}" if read.continued_from else None,
        "continues": f"page {read.continues}" if read.continues else None,
        "issues": ", ".join(read.issues),
        "raw lines": ranges(article.lines),
    }
    return [(name, value) for name, value in facts.items() if value]


def ranges(lines: Sequence[tuple[int, int]]) -> str:
    """Return ranges of line numbers as text: 3-18, 240."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in lines)


def _people(credited: Sequence[Credit]) -> str:
    return ", ".join(f"{credit.name} ({credit.role})" for credit in credited)
