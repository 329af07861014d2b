import pytest

from jiceng.extraction.initiatives.parts.lists import (
    parts_as_many,
    parts_joined_in,
    parts_listed_after,
    parts_listed_before,
    parts_owning,
)


@pytest.mark.parametrize(
    ("core", "parts"),
    [
        ("支部+公司+社员", ("支部", "公司", "社员")),
        ("治污、治水、治气", ("治污", "治水", "治气")),
        ("学党史、悟思想", ()),
        ("0、、", ()),
        ("1+4+N", ()),
        ("村—镇—县", ("村", "镇", "县")),
        ("学党史—悟思想", ()),
    ],
)
def test_parts_that_a_name_joins(core, parts):
    assert parts_joined_in(core) == parts


@pytest.mark.parametrize(
    ("after", "count", "parts", "number"),
    [
        ("（荒山变茶山、茶园变公园、农房变客房）", 3, ("荒山变茶山", "茶园变公园", "农房变客房"), None),
        ("（荒山变茶山、茶园变公园、农房变客房）", 4, (), None),
        ("，组建“爱在”“护在”“暖在”等3支队伍", None, ("爱在", "护在", "暖在"), 3),
        ("，设有医疗、康复和养老三个中心", None, ("医疗", "康复", "养老"), 3),
        ("，设有医疗、康复四个中心", None, (), None),
        ("，由政策宣讲、法律咨询、便民服务组成", None, ("政策宣讲", "法律咨询", "便民服务"), None),
        ("：一个核心、二支队伍、三张清单。", None, ("一个核心", "二支队伍", "三张清单"), None),
        ("，通过种茶、种树、种花等办法", None, ("种茶", "种树", "种花"), None),
        ("，由志愿者巡山、护林、防火队伍守护组成", None, ("志愿者巡山", "护林", "防火队伍守护"), None),
        ("，通过种茶、种树", 2, ("种茶", "种树"), None),
        ("，通过种茶、种树、种花", None, (), None),
        ("是指种茶、种树、种花", 3, ("种茶", "种树", "种花"), None),
        ("是指种茶的人，种树的人，种花的人", 3, (), None),
        ("，从种茶，到种树，再到种花", 3, (), None),
        (
            "，即由社区干部、公安民警、社区网格员、社区医务人员，共同管理",
            4,
            ("社区干部", "公安民警", "社区网格员", "社区医务人员"),
            None,
        ),
        ("（、送医、送教）", None, ("送医", "送教"), None),
        ("（送医、、送教和扶贫）", None, ("送医", "送教", "扶贫"), None),
        ("（送医、送教、组成）", None, ("送医", "送教", "组成"), None),
        ("，即对人的建议、对事的协调、对物的参与", 3, ("对人的建议", "对事的协调", "对物的参与"), None),
        ("", None, (), None),
    ],
)
def test_parts_listed_after_a_name(after, count, parts, number):
    assert parts_listed_after(after, count) == (parts, number)


@pytest.mark.parametrize(
    ("before", "count", "parts"),
    [
        ("推进社区、社会组织、社会工作", 3, ("社区", "社会组织", "社会工作")),
        ("推进“社区、社会组织、社会工作”的", 3, ("社区", "社会组织", "社会工作")),
        ("推进社区、社会组织和社会工作", 3, ("社区", "社会组织", "社会工作")),
        ("推进社区、社会组织、社会工作和", 3, ()),
        ("推进社区、社会组织", 3, ()),
        ("我们要推进社区、社会组织、社会工作", 3, ("社区", "社会组织", "社会工作")),
        ("社区党委、业委会、物业公司每月开一次", 3, ()),
    ],
)
def test_parts_listed_before_a_name(before, count, parts):
    assert parts_listed_before(before, count) == parts


def test_parts_that_own_a_name():
    assert parts_owning("建立了种茶、种树和种花的") == ("种茶", "种树", "种花")
    assert parts_owning("种茶和种树的") == ()
    assert parts_owning("这是一支由党员、民警、志愿者组成的") == ("党员", "民警", "志愿者")
    assert parts_owning("党员、民警、组成的") == ("党员", "民警", "组成")
    assert parts_owning("种茶、种树、种花") == ()


def test_as_many_parts_as_are_counted():
    assert parts_as_many("宣传员（组长）、调解员、保洁员", 3) == ("宣传员（组长）", "调解员", "保洁员")
    assert parts_as_many("宣传员、调解员", 3) == ()
