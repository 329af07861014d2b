"""Generated pages that read like a newspaper's: no real person, every page different, the same for the same number.

About 4,700 characters and seven articles a page, with names, offices, quotes and programmes more often than on real
ones. Words are drawn from jieba's dictionary by how often they are used, so it is no language, but its statistics are.
"""

import random
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

LINE = 20
"""Characters of a printed line."""
PAGES_PER_ISSUE = 4
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
_GIVEN = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红国建文志海春梅鹏飞龙玲波宁斌宇浩凯健俊帆帅旭晨"
_TOWNS = "东西南北新长安平福清金石青白龙凤花桥柳梅竹松河湖江山塘田林泉庄岭"
_CITIES = (
    "四川省成都市",
    "江苏省南京市",
    "浙江省杭州市",
    "湖北省武汉市",
    "山东省济南市",
    "广东省广州市",
    "福建省厦门市",
)
_OFFICES = ["党委书记", "社区主任", "副局长", "局长", "村支书", "街道办事处主任", "副市长", "网格员", "居民", "教授"]
_ORGANIZATIONS = ["市民政局", "市教育局", "区委组织部", "市发改委", "县农业农村局", "市总工会", "区人社局"]
_CUES = ["说。", "表示。", "介绍。", "告诉记者。", "指出。"]
_INDIRECT = ["表示，", "介绍，", "指出，", "认为，"]
_PROGRAMMES = ["行动", "工程", "计划", "工作法", "模式"]


@cache
def _vocabulary() -> tuple[list[str], list[int]]:
    """Return the words of jieba's dictionary that are no names, and the sums of their frequencies."""
    lines = (line.split() for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines())
    words = [(word, int(count)) for word, count, tag in lines if tag[0] in "nvad" and tag not in ("nr", "ns", "nt")]
    return [word for word, _ in words], list(accumulate(count for _, count in words))


class _Writer:
    """Writes one page."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)

    def words(self, count: int) -> str:
        vocabulary, sums = _vocabulary()
        return "".join(self.chance.choices(vocabulary, cum_weights=sums, k=count))

    def person(self) -> str:
        return self.chance.choice(_SURNAMES) + "".join(self.chance.choices(_GIVEN, k=self.chance.choice((1, 2, 2))))

    def town(self) -> str:
        return "".join(self.chance.choices(_TOWNS, k=2))

    def place(self) -> str:
        kind = self.chance.choice(("街道", "镇", "社区", "村"))
        return f"{self.chance.choice(_CITIES)}{self.town()}{kind}"

    def sentence(self) -> str:
        chance, roll = self.chance, self.chance.random()
        if roll < 0.10:
            return f"“{self.plain()}”{self.place()}{chance.choice(_OFFICES)}{self.person()}{chance.choice(_CUES)}"
        if roll < 0.20:
            source = chance.choice(_ORGANIZATIONS) + chance.choice(_OFFICES) + self.person()
            return f"{source}{chance.choice(_INDIRECT)}{self.plain()}"
        if roll < 0.25:
            return f"{self.place()}实施“{self.words(2)}”{chance.choice(_PROGRAMMES)}，{self.plain()}"
        return self.plain()

    def plain(self) -> str:
        clauses = [self.words(self.chance.randint(3, 7)) for _ in range(self.chance.randint(1, 4))]
        return "，".join(clauses) + "。"

    def article(self) -> str:
        lines = [self.words(5), f"本报记者　{self.person()}"]
        for _ in range(self.chance.randint(3, 8)):
            paragraph = "　　" + "".join(self.sentence() for _ in range(self.chance.randint(2, 6)))
            lines += [paragraph[start : start + LINE] for start in range(0, len(paragraph), LINE)]
        return "\n".join(lines)


def page_text(number: int) -> str:
    """Return the text of a page."""
    writer = _Writer(number)
    return "\n\n".join(writer.article() for _ in range(7)) + "\n"


def write_pages(raw: Path, count: int, newspapers: int = 1) -> None:
    """Write pages below a folder, four an issue, an issue a day, divided among newspapers."""
    for number in range(count):
        paper, of_paper = number % newspapers, number // newspapers
        day = date(2015, 1, 1) + timedelta(days=of_paper // PAGES_PER_ISSUE)
        folder = raw / f"paper-{paper:03d}" / day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        toml = folder.parent / "newspaper.toml"
        if not toml.exists():
            toml.write_text(f'title = "第{paper}报"\nscope = "national"\nshare = "none"\n', encoding="utf-8")
        path = folder / f"{of_paper % PAGES_PER_ISSUE + 1:02d}.txt"
        path.write_text(page_text(number), encoding="utf-8")
