import pytest

from jiceng.reading.lines.reporter_names import is_chinese_name, names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三 李四", ["张三", "李四"]),
        ("张 三 李四", ["张三", "李四"]),
        ("张 三 李 四", ["张三", "李四"]),
        ("王 小 明", ["王小明"]),
        ("张三、李四，王五", ["张三", "李四", "王五"]),
        ("张三李四", ["张三", "李四"]),
        ("张小东李四", ["张小东", "李四"]),
        ("欧阳小明", ["欧阳小明"]),
        ("欧阳 修 张三", ["欧阳修", "张三"]),
        ("阿卜杜拉·买买提、张三", ["阿卜杜拉·买买提", "张三"]),
        ("次仁央宗", ["次仁央宗"]),
        ("张三、李四、阿依努尔古丽", ["张三", "李四", "阿依努尔古丽"]),
    ],
)
def test_names_of_a_list(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text", ["工作", "王小明李四", "从会上获悉", "张三的书", "深入基层", "手记", "阿依努尔古丽", "张三 1", "张"]
)
def test_no_list_of_names(text: str) -> None:
    assert names_in(text) is None


@pytest.mark.parametrize(("text", "expected"), [("张三", True), ("欧阳修", True), ("昨日", False), ("张", False)])
def test_chinese_name(text: str, expected: bool) -> None:
    assert is_chinese_name(text) is expected
