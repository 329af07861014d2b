import pytest

from jiceng.reading.lines.credited_people import credited_people
from tests.reading.lines.written_credits import written


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("本报记者 张三 通讯员 李四", "张三:r 李四:c"),
        ("张三/文 李四/图", "张三:a 李四:p"),
        ("文/张三 图/李四", "张三:a 李四:p"),
        ("张三 摄", "张三:p"),
        ("张三摄", "张三:p"),
        ("方 圆文", "方圆:a"),
        ("记者 张三 编译", "张三:r"),
        ("张三、李四，本报记者 王五", None),  # who is named first has neither role nor work
        ("张三/文 本报记者 王五", "张三:a 王五:r"),
        ("本报评论员", ""),  # a role that names nobody
        ("张三 李四", None),  # nothing tells what they did
        ("记者手记", None),
        ("文化下乡", None),
    ],
)
def test_people_with_roles_and_works(text: str, named: str | None) -> None:
    assert written(credited_people(text)) == named
