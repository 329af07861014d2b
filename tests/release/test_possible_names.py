from pathlib import Path
from typing import Any

import pytest

from jiceng.release.redaction.possible_names import possible_names
from jiceng.release.redaction.redact import Policy
from tests.dataset.sample import build, write_newspaper, write_page
from tests.release.redacted import redacted_tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("居民郑小苗走了进来。", {"郑小苗"}),
        ("她的女儿郑小苗在外地工作。", {"郑小苗"}),
        ("患者郑小苗已经出院。", {"郑小苗"}),
        ("郑小苗，今年65岁。", {"郑小苗"}),
        ("郑小苗（72岁）住在这里。", {"郑小苗"}),
        ("65岁的郑小苗住在这里。", {"郑小苗"}),
        ("郑小苗，女，住在这里。", {"郑小苗"}),
        ("郑小苗激动地说，路修好了。", {"郑小苗"}),
        ("郑小苗告诉记者，路修好了。", {"郑小苗"}),
        ("欧阳小苗说，路修好了。", {"欧阳小苗"}),
        ("居民郑小㛃走了进来。", {"郑小㛃"}),
        ("居民郑小𬭎走了进来。", {"郑小𬭎"}),
        ("院长郑小苗在场。", {"郑小苗"}),
        ("老人名叫扎桑，是这里的居民。", {"扎桑"}),
        ("白塘村的郑小苗办起农家乐。", {"郑小苗"}),
        ("作为媒人的郑小苗也来了。", {"郑小苗"}),
        ("护林员郑小苗巡山回来了。", {"郑小苗"}),
        ("植物学家郑小苗来到山上。", {"郑小苗"}),
        ("居民郑小苗、周远山和林一舟都来了。", {"郑小苗", "周远山", "林一舟"}),
        ("郑小苗夫妇住在这里。", {"郑小苗"}),
        ("居民王国明走了进来。", {"王国明"}),
        ("居民高兴地说，路修好了。", set()),
        ("居民和志愿者说，路修好了。", set()),
        ("干部方便群众，居民都说好。", set()),
        ("社区书记要求做好工作。", set()),
        ("社区党总支书记、支委都来了，党总支支部很忙。", set()),
        ("路修好了，大家都满意。", set()),
        ("师范大学的家常菜很有名，师傅教授手艺。", set()),
        ("白塘村的高楼和白墙，公司的方案，全县的马路。", set()),
        ("这是云渡街道的一个缩影，居民高塘村来的也说好。", set()),
        ("孙女和孙子都来了，石家庄的居民也来了。", set()),
    ],
)
def test_what_looks_like_a_name_beside_what_is_said_of_people(text: str, expected: set[str]) -> None:
    assert possible_names(text) == expected


PAGE = """\
老街换了新颜
　　老人名叫扎桑，住在府山街道。府山街道办事处主任周正说：“大家都来出主意，老街才修得好。”
　　扎桑常到街口坐坐。居民郑小苗路过府山街道服务中心，听见有人叫她。
"""


def test_who_was_missed_is_hidden_and_no_place_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_newspaper(tmp_path / "raw", "river-daily", '"浙江省/绍兴市"')
    write_page(tmp_path / "raw", "river-daily/2026-01-04/01", PAGE)
    build(tmp_path / "raw", tmp_path / "output")
    found = "jiceng.release.redaction.names_to_hide.possible_names"
    monkeypatch.setattr(found, lambda text: {*possible_names(text), "府山街"})  # what no rule is to propose
    tables = redacted_tables(tmp_path / "output", Policy(text="full"))
    (text,) = tables["articles"]["text"].to_pylist()
    assert "扎桑" not in text
    assert "郑小苗" not in text
    assert text.count("府山街道") == 3
    assert "周正" in text
    assert any("府山街道" in place for place in places(tables))


def places(tables: dict[str, Any]) -> list[str]:
    return [value for column in ("community_id", "name") for value in tables["communities"][column].to_pylist()]
