"""Any text as a page: from its characters to rows, and as `jiceng inspect` shows it."""

from jiceng.inspection import inspect_reading
from jiceng.reading import read_articles
from tests.dataset.sample import CANAL, LIBRARY, SQUARE
from tests.fuzzing.rows import read_to_rows
from tests.fuzzing.target import Target

_WORDS = (
    *(
        "说：",
        "表示，",
        "指出：",
        "据介绍，",
        "记者",
        "□本报记者 ",
        "（记者 王小明）",
        "本报讯",
        "（下转第4版）",
        "答：",
        "问：",
    ),
    *(
        "责任编辑：",
        "——",
        "“",
        "”",
        "‘",
        "《",
        "》",
        "（",
        "）",
        "、",
        "；",
        "市长",
        "党委书记",
        "社区",
        "街道",
        "村委会",
    ),
    *("某某", "马一奴·", "1月3日，", "2026年1月5日 星期一", "第 3 版", "一、", "１．", "区", "县", "关于印发", "工程"),
    *("专项行动", "近日", "获悉", "同志", "女士", "岁", "老人", "妻子", "　　", "\n", "\n\n", "\f"),
)


def run(data: bytes) -> None:
    """Read a page whose text is the input, as far as it is UTF-8."""
    text = data.decode("utf-8", "replace")
    inspect_reading(text, read_articles(text))
    read_to_rows(text.encode(), ".txt")


def seeds() -> list[bytes]:
    """Return the pages of the sample."""
    return [SQUARE.encode(), LIBRARY.encode(), CANAL.encode()]


TARGET = Target("pages", run, seeds, tuple(word.encode() for word in _WORDS))
