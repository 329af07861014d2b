"""Typesets the articles of a gold folder anew, as pages that nobody tuned for.

Each page keeps its articles and gets another setting: column width, marks at full or half width, indent, blank lines,
columns that cut paragraphs, titles before or after their bodies, section-first articles with a lead box, articles
that interrupt each other, another order, folio and editor lines. In rough settings (`rough.py`) it comes as from many
hands: a paragraph per line, doubled line ends, spaces between characters, other quotation marks, running heads inside
columns. A seed always gives the same pages. The texts are those of the gold, and under its copyright.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from jiceng.evaluation.gold import GoldPage, PageTruth, UnitTruth, gold_page
from jiceng.evaluation.rough import Piece, RoughSetting, choose_rough_setting, roughen

_CLOSING = "，。、；：？！”’）》】」』…,;:?!)"
_OPENING = "“‘（《【「『("
_HALF = "，。、；：？！“”‘’（）《》"
_WORD = re.compile(r"[0-9A-Za-z.%+-]+|.", re.DOTALL)
_DIGIT_EDGE = re.compile("(?<=[0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9])")
_WEEK = "一二三四五六日"


@dataclass(frozen=True)
class Face:
    """How a page is set."""

    width: int
    half_marks: bool
    indent: bool
    blank_lines: float
    """Share of the paragraph ends that have a blank line."""
    spaced_digits: bool
    column_height: int
    first_indent: str = "\u3000\u3000"
    """White space before first lines, where they are indented."""
    rough: RoughSetting | None = None


@dataclass
class Block:
    """Consecutive lines, each a list of pieces."""

    article: int
    unit: int
    lines: list[list[Piece]] = field(default_factory=list)
    joined: bool = False
    """Whether there is no blank line before it."""


def choose_face(rng: random.Random, *, rough: bool = False) -> Face:
    """Return a setting as newspapers have it, or, if `rough`, as many hands have it."""
    indent = rng.random() < 0.5
    face = Face(
        width=rng.randint(13, 23),
        half_marks=rng.random() < 0.45,
        indent=indent,
        blank_lines=rng.choice([0.0, 0.06, 0.85, 1.0, 1.0]) if indent else rng.choice([0.06, 0.3, 0.85, 1.0, 1.0, 1.0]),
        spaced_digits=rng.random() < 0.3,
        column_height=rng.randint(16, 40),
    )
    if not rough:
        return face
    setting = choose_rough_setting(rng)
    return replace(
        face,
        width=setting.width,
        indent=bool(setting.indent),
        first_indent=setting.indent,
        blank_lines=setting.blank_lines,
        rough=setting,
    )


def _words(text: str) -> list[tuple[str, int]]:
    return [(match.group(), match.start()) for match in _WORD.finditer(text)]


def _width(word: str, face: Face) -> float:
    if word[0].isascii():
        return len(word) / 2
    return 0.5 if face.half_marks and word in _HALF else 1.0


def wrap(text: str, face: Face, first_indent: float) -> list[list[Piece]]:
    """Return the lines of a paragraph; closing marks overhang the edge, opening marks never end a line."""
    lines: list[list[Piece]] = []
    line: list[Piece] = []
    used = first_indent
    for word, offset in _words(text):
        size = _width(word, face)
        if line and used + size > face.width and word not in _CLOSING:
            carried: list[Piece] = []
            while len(line) > 1 and line[-1][0] in _OPENING:
                carried.insert(0, line.pop())
            lines.append(line)
            line = carried
            used = sum(_width(piece, face) for piece, _ in carried)
        line.append((word, offset))
        used += size
    if line:
        lines.append(line)
    return [_with_spaces(one) if face.spaced_digits else one for one in lines]


def _with_spaces(line: list[Piece]) -> list[Piece]:
    spaced: list[Piece] = []
    for word, offset in line:
        if spaced and _DIGIT_EDGE.search(spaced[-1][0][-1] + word[0], 1):
            spaced.append((" ", -1))
        spaced.append((word, offset))
    return spaced


def wrap_title(text: str, rng: random.Random) -> list[list[Piece]]:
    """Return a title on one line, or a long one on two: divided at a space if it has one, else in the middle."""
    if len(text) <= rng.choice([18, 20, 24]) or rng.random() < 0.25:
        return [[(text, 0)]]
    spaces = [i for i, character in enumerate(text) if character == " "]
    middle = len(text) // 2
    at_space = bool(spaces) and rng.random() < 0.6
    cut = min(spaces, key=lambda i: abs(i - middle)) + 1 if at_space else middle
    return [[(text[:cut], 0)], [(text[cut:], cut)]]


def article_blocks(number: int, units: Sequence[UnitTruth], face: Face, rng: random.Random) -> list[Block]:
    """Return an article's blocks in the order in which they are printed."""
    titles: list[Block] = []
    byline: list[Block] = []
    body: list[Block] = []
    titles_in_one = rng.random() < 0.5
    for index, unit in enumerate(units):
        role, text = unit.role, unit.text
        if role == "byline":
            byline.append(Block(number, index, [[(text, 0)]]))
        elif role in ("kicker", "headline", "subheadline"):
            titles.append(Block(number, index, wrap_title(text, rng), joined=titles_in_one and bool(titles)))
        elif role == "heading":
            near = bool(body) and units[index - 1].role == "heading"
            body.append(Block(number, index, [[(text, 0)]], joined=near))
        else:
            lines = wrap(text, face, 2.0)
            if face.indent:
                lines[0].insert(0, (face.first_indent, -1))
            near = bool(body) and units[index - 1].role == "body" and rng.random() >= face.blank_lines
            body.append(Block(number, index, lines, joined=near))
    body = list(_cut_by_columns(body, face, rng))
    headings = [i for i, block in enumerate(body) if units[block.unit].role == "heading"]
    place = rng.random()
    if len(headings) > 1 and headings[0] > 0 and place < 0.12:
        lead, sections = body[: headings[0]], body[headings[0] :]
        lead[0].joined = False
        return sections + titles + (byline + lead if rng.random() < 0.5 else lead + byline)
    if place < 0.36:
        return byline + body + titles
    if byline and titles and rng.random() < 0.1:
        byline[0].joined = True
    return titles + byline + body


def _cut_by_columns(blocks: Sequence[Block], face: Face, rng: random.Random) -> Iterator[Block]:
    """Cut the blocks where a column ends."""
    left = rng.randint(4, face.column_height)
    for block in blocks:
        lines = block.lines
        joined = block.joined
        while len(lines) > left:
            if left:
                yield Block(block.article, block.unit, lines[:left], joined)
            lines, joined = lines[left:], False
            left = face.column_height
        yield Block(block.article, block.unit, lines, joined)
        left -= len(lines)


def arrange(articles: list[list[Block]], rng: random.Random, *, hard: bool) -> list[Block]:
    """Return the blocks of a page: its articles in some order, some of them interrupted by another."""
    order = list(range(len(articles)))
    if rng.random() < 0.4:
        rng.shuffle(order)
    waiting = [articles[i] for i in order]
    printed: list[list[Block]] = []
    while waiting:
        blocks = waiting.pop(0)
        if waiting and len(blocks) >= 6 and rng.random() < (0.3 if hard else 0.08):
            cut = rng.randint(3, len(blocks) - 1)
            inside = waiting.pop(0)
            rest = blocks[cut:]
            rest[0].joined = False
            blocks = blocks[:cut] + inside + rest
        printed.append(blocks)
    return [block for blocks in printed for block in blocks]


def _furniture(page_id: str, rng: random.Random) -> tuple[list[str], list[str]]:
    """Return the furniture lines above and below a page; none if it is undated."""
    _, day, number = page_id.rsplit("/", 2)
    try:
        issue = date.fromisoformat(day)
    except ValueError:
        return [], []
    printed = f"{issue.year}年{issue.month}月{issue.day}日"
    top: list[str] = []
    choice = rng.random()
    if choice < 0.3:
        top = [f"{number} 综合新闻", printed, "责任编辑：张三 版式设计：李四"]
    elif choice < 0.6:
        top = [f"{printed} 星期{rng.choice(_WEEK)}", f"{number} 要闻"]
    return top, ["本版责编：张三 李四"] if rng.random() < 0.4 else []


def typeset_anew(page: GoldPage, seed: str, *, rough: bool = False) -> GoldPage:
    """Return a page of the gold in another setting, a rough one if `rough`, without annotated records."""
    raw_text, truth = typeset(page.truth, f"{seed}/{page.page_id}", rough=rough)
    return gold_page(replace(page.raw, raw_text=raw_text), page.newspaper, truth, {}, f"typeset by seed {seed}")


def typeset(page: PageTruth, seed: str, *, rough: bool = False) -> tuple[str, PageTruth]:
    """Return a page's raw text and its truth, in a rough setting if `rough`."""
    rng = random.Random(seed)
    face = choose_face(rng, rough=rough)
    hard = rng.random() < 0.5
    articles = [article_blocks(i, article.units, face, rng) for i, article in enumerate(page.articles)]
    blocks = arrange(articles, rng, hard=hard)
    top, foot = _furniture(page.page_id, rng)
    printed = _PrintedPage()
    for line in top:
        printed.put(line + "\n")
    for position, block in enumerate(blocks):
        without = face.rough is not None and rng.random() >= face.blank_lines
        if (position or top) and not block.joined and not without:
            printed.put("\n")
        for line_of_block in block.lines:
            _put_line(printed, block, line_of_block, face, rng)
            if face.rough and face.rough.lines_per_head and rng.randrange(face.rough.lines_per_head) == 0:
                printed.put(_running_head(page.page_id) + face.rough.line_end)
    for line in foot:
        printed.put("\n" + line)
    placed = tuple((start, end, article, unit, offset) for start, end, article, unit, offset in printed.runs)
    return "".join(printed.text), PageTruth(page_id=page.page_id, articles=page.articles, runs=placed)


class _PrintedPage:
    """What is printed of a page so far, with the places of its units."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.runs: list[list[int]] = []

    def put(self, piece: str) -> None:
        """Print what is of no unit."""
        self.text.append(piece)
        self.length += len(piece)

    def put_of(self, block: Block, piece: str, offset: int) -> None:
        """Print a piece of a block's unit that is at this offset in it."""
        last, end = self.runs[-1] if self.runs else None, self.length + len(piece)
        goes_on = last and last[1] == self.length and last[2:4] == [block.article, block.unit]
        if last and goes_on and last[4] + last[1] - last[0] == offset:
            last[1] = end
        else:
            self.runs.append([self.length, end, block.article, block.unit, offset])
        self.put(piece)


def _put_line(printed: _PrintedPage, block: Block, line: list[Piece], face: Face, rng: random.Random) -> None:
    """Print a line of a block and its line end."""
    for piece, offset in roughen(line, face.rough, rng) if face.rough else line:
        if offset >= 0:
            printed.put_of(block, piece, offset)
        else:
            printed.put(piece)
    printed.put(face.rough.line_end if face.rough else "\n")


def _running_head(page_id: str) -> str:
    """Return the folio line that is printed inside columns; a page without a date gets one of any day."""
    _, day, number = page_id.rsplit("/", 2)
    try:
        issue = date.fromisoformat(day)
    except ValueError:
        issue = date(2020, 1, 1)
    return f"{issue.year}年{issue.month}月{issue.day}日 第{number}版 要闻"
