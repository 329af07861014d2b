"""Make the page files in fixtures/ that come from one printed page. Run by hand; no test runs it.

The page is typeset here from a text written for this test: three columns, a headline over all of them, a byline, a
second article over two columns beside a boxed list. Tesseract reads its picture (hOCR and ALTO). The files in
PaddleOCR's forms are written from the boxes in which the text was set, as its documentation describes them: that engine
fetches its models from the network and was not run.

Needs Pillow, Noto Serif CJK SC, and tesseract with chi_sim:

    python tests/ocr/make_fixtures.py
"""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FIXTURES = Path(__file__).parent / "fixtures"
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
SIMPLIFIED = 2
"""Index of the simplified Chinese face in the collection."""
EM = 32
LEADING = 48
COLUMN = 15 * EM
GUTTER = 56
MARGIN = 80
WIDTH = 2 * MARGIN + 3 * COLUMN + 2 * GUTTER
HEIGHT = 1540
CLOSING = "，。、；：？！”’）》"

HEADLINE = "柳林村阅览室重新开门"
BYLINE = "本报记者 王小明"
FIRST = [
    "1月3日，东湖区柳林镇柳林村的阅览室重新开门。三间旧仓库刷了白墙，添了书架和台灯，村民从早到晚都可以进来看书。",
    "柳林村党支部书记张大山说：“过去这里堆满了杂物，大家商量了三次，决定把它腾出来做阅览室。书不在多，要有人看。”"
    "他介绍，阅览室现有图书两千三百册，农技类的占了四成。",
    "记者看到，靠窗的一排座位坐满了放学的孩子。村民赵小兰说：“孩子放学有地方去，我们下地也放心。”"
    "她每周有两个下午来这里值班，登记借书，也教老人用手机查天气。",
    "东湖区文化馆馆长陈志远表示，馆里每月送一次新书，把村民想看的书单带回去。到去年底，全区已有二十六个村建起了这样的阅览室。",
    "阅览室的开放时间由村民代表会议商定：农忙时早晚开，农闲时全天开。会议还定下三条规矩，写在门口的木牌上，谁来都一样遵守。",
    "冬天天黑得早，村里在门前装了两盏路灯。灯光下，几位老人下完了棋，夹着借来的书慢慢往家走。",
    "春节前，阅览室还要办一场写春联的活动。纸和墨由镇里提供，写字的人从村里请，写好的春联谁家要谁家拿。",
]
SECOND_HEADLINE = "老渠清淤保春灌"
SECOND = [
    "本报讯 柳林镇的老渠清淤工程日前完工。十二公里渠道全部疏通，下游四个村的春灌用水有了着落。",
    "镇水利站站长孙建国介绍：“今年雪少，水要省着用。渠通了，水到田头能快一天。”工程由沿渠各村出工，一个月里先后有六百多人次上渠。",
    "清出的淤泥没有浪费，经过晾晒送到果园做了底肥。果农们说，往年买肥要花不少钱，今年省下了一半。",
    "下一步，镇里将在每个村选一名护渠员，按月巡查，发现垮塌和堵塞及时上报。",
]
SIDEBAR_HEADLINE = "阅览室三条规矩"
SIDEBAR = [
    "一、借书登记，按期归还，逾期不还的下次不借。",
    "二、室内不吸烟，不大声说话，孩子要有大人照看。",
    "三、书页破了自己补，桌椅用完放回原处。",
    "村民代表会议每季度听一次意见，规矩不合适就改。",
]


@dataclass
class Printed:
    """A line as it is set: its text, its left and upper edge, the size of its type."""

    text: str
    x: int
    y: int
    em: int
    width: int = 0
    indented: bool = False


@dataclass
class Page:
    lines: list[list[Printed]] = field(default_factory=list)
    """Regions in reading order."""


def ems(text: str) -> float:
    return sum(0.5 if character.isascii() and character != " " else 1.0 for character in text)


def wrap(paragraph: str, width: float = 15.0) -> list[tuple[str, bool]]:
    """Return the lines of a paragraph, the first indented; closing marks hang over the edge."""
    lines: list[tuple[str, bool]] = []
    line, room = "", width - 2
    for piece in re.findall(r"[A-Za-z0-9]+|.", paragraph):
        if ems(line + piece) > room and piece not in CLOSING:
            lines.append((line, not lines))
            line, room = "", width
        line += piece
    return [*lines, (line, not lines)]


def set_column(texts: list[tuple[str, bool]], x: int, y: int) -> list[Printed]:
    return [
        Printed(text, x + 2 * EM * indented, y + number * LEADING, EM, indented=indented)
        for number, (text, indented) in enumerate(texts)
    ]


def set_columns(texts: list[tuple[str, bool]], count: int, x: int, y: int) -> list[list[Printed]]:
    rows = -(-len(texts) // count)
    return [
        set_column(texts[number * rows : (number + 1) * rows], x + number * (COLUMN + GUTTER), y)
        for number in range(count)
    ]


def centred(text: str, em: int, left: int, width: int, y: int) -> Printed:
    return Printed(text, round(left + (width - ems(text) * em) / 2), y, em)


def set_page() -> tuple[Page, tuple[int, int, int, int]]:
    page = Page()
    inner = WIDTH - 2 * MARGIN
    page.lines.append([centred(HEADLINE, 72, MARGIN, inner, 90)])
    page.lines.append([centred(BYLINE, EM, MARGIN, inner, 220)])
    texts = [line for paragraph in FIRST for line in wrap(paragraph)]
    page.lines += set_columns(texts, 3, MARGIN, 310)
    below = max(line.y for region in page.lines for line in region) + 120
    two = 2 * COLUMN + GUTTER
    page.lines.append([centred(SECOND_HEADLINE, 60, MARGIN, two, below)])
    texts = [line for paragraph in SECOND for line in wrap(paragraph)]
    page.lines += set_columns(texts, 2, MARGIN, below + 130)
    x = MARGIN + 2 * (COLUMN + GUTTER)
    page.lines.append([centred(SIDEBAR_HEADLINE, 48, x, COLUMN, below)])
    texts = [line for paragraph in SIDEBAR for line in wrap(paragraph)]
    page.lines.append(set_column(texts, x, below + 90))
    return page, (x - 24, below - 24, x + COLUMN + 24, page.lines[-1][-1].y + LEADING + 10)


def draw(page: Page, frame: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle(frame, outline=0, width=2)
    for region in page.lines:
        for line in region:
            font = ImageFont.truetype(FONT, line.em, index=SIMPLIFIED)
            x = float(line.x)
            for character in line.text:
                canvas.text((x, line.y), character, font=font, fill=0)
                x += line.em * ems(character)
            line.width = round(x - line.x)
    return image


def corners(line: Printed) -> list[list[float]]:
    """Return a line's corners, clockwise from the upper left, a little wider than what is printed."""
    top, grown = line.y + 0.2 * line.em, 0.12 * line.em
    left, right = line.x - grown, line.x + line.width + grown
    upper, lower = top - grown, top + line.em + grown
    return [[round(x), round(y)] for x, y in ((left, upper), (right, upper), (right, lower), (left, lower))]


def plain_text(page: Page) -> str:
    return "\n".join(
        "".join("\u3000\u3000" * line.indented + line.text + "\n" for line in region) for region in page.lines
    )


def write_json(name: str, value: object) -> None:
    (FIXTURES / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_paddle(page: Page) -> None:
    """Write the page in the forms of PaddleOCR: from top to bottom over all columns, as its detector lists boxes."""
    lines = sorted((line for region in page.lines for line in region), key=lambda line: (line.y // 10, line.x))
    write_json("page.paddle2.json", [[[corners(line), [line.text, 0.99]] for line in lines]])
    polygons = [corners(line) for line in lines]
    result = {
        "input_path": "page.png",
        "page_index": None,
        "model_settings": {"use_doc_preprocessor": False, "use_textline_orientation": False},
        "dt_polys": polygons,
        "text_type": "general",
        "text_rec_score_thresh": 0.0,
        "rec_texts": [line.text for line in lines],
        "rec_scores": [0.99] * len(lines),
        "rec_polys": polygons,
        "rec_boxes": [[*polygon[0], *polygon[2]] for polygon in polygons],
    }
    write_json("page.paddle3.json", {"res": result})


def write_tesseract(image: Image.Image, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        image.save(picture, dpi=(300, 300))
        command = ["tesseract", picture.name, "page", "-l", "chi_sim", "--psm", "3", "hocr", "alto"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        for suffix in ("hocr", "xml"):
            text = (Path(folder) / f"page.{suffix}").read_text(encoding="utf-8")
            (FIXTURES / f"{name}.{suffix}").write_text(text, encoding="utf-8")


def main() -> None:
    FIXTURES.mkdir(exist_ok=True)
    page, frame = set_page()
    image = draw(page, frame)
    (FIXTURES / "page.txt").write_text(plain_text(page), encoding="utf-8")
    write_paddle(page)
    write_tesseract(image, "page")
    write_tesseract(image.rotate(-1.5, fillcolor=255, resample=Image.Resampling.BICUBIC), "slanted")


if __name__ == "__main__":
    main()
