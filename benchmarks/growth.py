"""How the time of a page grows with its size: python -m benchmarks.growth [--sizes 10 50 250] [NAME …]

Each pattern is a page that repeats one piece of text: what a rule looks for, again and again, or nearly. For each, the
processor's time of reading, extraction and rows at every size (in kB of UTF-8) is given, and how much faster than the
size it grows from one to the next: 1.0 is linear. Exit code 1 where that is more than GROWTH.
"""

import argparse
import gc
import re
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from jiceng.page import RawPage, find_pages, read_page
from jiceng.reading import read_articles
from jiceng.records.articles import article_records
from schemas import Newspaper

GROWTH = 1.3
"""Time may grow so much faster than size."""

LEAST_SECONDS = 0.02
"""Times below are as good as this: what a page costs however short it is."""

TIMES = 3
"""Times that each page is read, of which the fastest counts."""

NEWSPAPER = Newspaper(newspaper="any", title="任意报", home="江西省/南昌市")

PATTERNS = {
    "one character": "字",
    "characters": "天地玄黄宇宙洪荒日月盈昃辰宿列张",
    "short lines": "短行\n",
    "short paragraphs": "短行\n\n",
    "full lines": "基层治理要把服务做实做细让家家户户都\n",
    "sentences": "基层治理，要把服务做实。\n",
    "headings": "基层治理\n\n社区的事，大家商量着办。\n\n",
    "articles": "本报武汉1月1日电 （记者张三）会议召开。\n\n治理创新——\n鼓励基层治理创新创造（见闻）\n\n",
    "short titles": "老街新颜\n\n新桥\n\n",
    "names": "张建国、李小红、王志强、",
    "names without marks": "张建国李小红王志强",
    "names with spaces": "张 三 李 四 王 五 ",
    "rare surnames": "万俟小兰、欧阳明月、",
    "minority names": "马一奴·",
    "minority names in a list": "阿依古丽·买买提、古丽娜尔·艾合买提、",
    "foreign names": "约翰·史密斯说，",
    "bylines": "□本报记者 张三\n\n",
    "bylines in a line": "记者张三李四\n",
    "open bylines": "（记者 张三",
    "photographs": "张三 摄 ",
    "datelines": "本报武汉、",
    "offices": "市委书记、市长、副市长、局长、主任、",
    "people with offices": "市民政局局长张建国、区委书记李小红、",
    "ages": "今年65岁的居民张建国，",
    "quotes": "张三说：“好。”\n\n",
    "quotes in a paragraph": "张建国说：“大家的事大家办。”",
    "open quotes": "张三说：“好",
    "quotation marks": "“",
    "pairs of marks": "“”",
    "closing marks": "好。”",
    "quotes in quotes": "“他说‘好’，",
    "cues": "表示，指出，强调，认为，",
    "cues without a comma": "张三表示要做好工作李四指出",
    "transcript": "张建国：社区的事，大家商量着办。\n",
    "titles in marks": "《通知》《办法》《意见》",
    "open title": "《关于做好工作的通知",
    "initiatives": "“红色管家”工作法、“三社联动”机制、",
    "initiatives with counts": "推行“一核两翼三联”工作法，一是办事，二是议事，",
    "places": "四川省攀枝花市东区瓜子坪街道兰尖社区",
    "communities": "红旗社区、花园社区、太平社区、",
    "streets": "东湖街道西湖街道",
    "organizations": "市民政局、区委组织部、团市委、",
    "brackets": "（、",
    "numbers": "1 月 1 日 ",
    "commas": "，",
    "full stops": "。",
    "blank lines": "\n\n",
    "spaced": "基 层 治 理 ",
    "latin": "community ",
    "other names": "张＊＊、李＊＊、王＊＊、",
    "other people with offices": "市民政局局长张＊＊、＊＊区委书记李＊＊、",
    "other minority names": "阿＊＊＊·买＊＊，",
    "other quotes": "张＊＊说：“＊＊＊＊，大家商量着办。”\n",
    "other cues": "张＊＊表示要做好＊＊工作，＊＊局李＊＊指出＊＊很重要，",
    "other bylines": "□本报记者 张＊＊\n\n＃＃＃＃＃＃\n",
    "other initiatives": "推行“＊＊＊＊”工作法，打造“＊＊＊”品牌，",
    "other titles in marks": "《＊＊＊＊办法》《关于＊＊的通知》",
    "other communities": "＊＊社区、＊＊村、＊＊街道、",
    "other organizations": "＊＊市民政局、＊＊区委组织部、＊＊公司、",
    "other titles": "＃＃＃＃＃\n\n＃＃＃＃＃＃＃＃，＃＃＃＃。\n\n",
    "other lines": "＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊\n",
}
"""Name → piece. In place of ＊ is another character each time, of some three thousand, in place of ＃ of some hundred:
titles are compared by what is printed again of them, which must be so on the smallest page as on larger ones."""


def page_of(folder: Path, piece: str, size: int) -> RawPage:
    """Return a page of `size` bytes of a piece, repeated."""
    path = folder / "raw" / "any" / "2026-01-05" / "01.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = piece * (size // len(piece.encode()))
    for mark, characters in (("＊", 3_001), ("＃", 331)):
        others = map(chr, (0x4E00 + number * 7919 % characters for number in count()))
        text = re.sub(mark, lambda _, others=others: next(others), text)
    path.write_text(text, encoding="utf-8")
    return read_page(find_pages(folder / "raw").pages[0])


def read_whole(page: RawPage) -> None:
    """Read a page and extract what its articles say, also where the page's text is too doubtful for it."""
    reading = read_articles(page.raw_text or "", page.sizes)
    for position, article in enumerate(reading.articles, start=1):
        article_records(page, NEWSPAPER, article, position)


def seconds_of(page: RawPage) -> float:
    """Return the processor's time for the rows of a page, the least of several."""
    least = float("inf")
    gc.disable()  # what it costs depends on all that lives, and is bounded by the same share of it
    for _ in range(TIMES):
        start = time.process_time()
        read_whole(page)
        least = min(least, time.process_time() - start)
        if least > 4:  # what takes long is timed well enough at once
            break
    return least


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", metavar="NAME", help="patterns (default: all)")
    options.add_argument("--sizes", nargs="+", type=int, default=[10, 50, 250], metavar="KB", help="sizes of the pages")
    chosen = options.parse_args()
    if unknown := sorted(set(chosen.names) - PATTERNS.keys()):
        sys.exit(f"no such pattern: {', '.join(unknown)}; there are: {', '.join(PATTERNS)}")
    too_fast = 0
    print(f"{'pattern':26s}" + "".join(f"{size:7d} kB" for size in chosen.sizes) + "   growth")
    with tempfile.TemporaryDirectory(prefix="jiceng-growth-") as folder:
        seconds_of(page_of(Path(folder), PATTERNS["quotes"], 1000))  # everything is loaded
        for name in chosen.names or PATTERNS:
            times = [seconds_of(page_of(Path(folder), PATTERNS[name], size * 1000)) for size in chosen.sizes]
            floored = [max(each, LEAST_SECONDS) for each in times]
            growths = [
                (floored[number + 1] / floored[number]) / (chosen.sizes[number + 1] / chosen.sizes[number])
                for number in range(len(times) - 1)
            ]
            is_too_fast = any(growth > GROWTH for growth in growths)
            too_fast += is_too_fast
            shown = "".join(f"{each:10.3f}" for each in times) + "   " + " ".join(f"{each:.2f}" for each in growths)
            print(f"{name:26s}{shown}{'   !' if is_too_fast else ''}", flush=True)
    print(f"{too_fast} of {len(chosen.names or PATTERNS)} patterns grow faster than {GROWTH:g} times their size")
    return 1 if too_fast else 0


if __name__ == "__main__":
    sys.exit(main())
