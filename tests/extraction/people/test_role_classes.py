import pytest

from jiceng.extraction.people.role_classes import classify_office


@pytest.mark.parametrize(
    ("title", "organization", "expected"),
    [
        ("党委书记", "东区瓜子坪街道兰尖社区", ("party", True)),
        ("局长", "市民政局", ("government", True)),
        ("区委副书记、区长", "东区", ("government", True)),
        ("副部长", "商务部", ("government", True)),
        ("原副主席", "全国政协", ("congress", True)),
        ("主任", "攀枝花市人大常委会", ("congress", True)),
        ("院长", "市人民法院", ("judicial", True)),
        ("主席", "市总工会", ("mass_organization", True)),
        ("妇联主席", "官洲街道", ("mass_organization", True)),
        ("副主席", "米易县妇联", ("mass_organization", True)),
        ("妇联主席", "花山村", ("mass_organization", False)),
        ("工会主席", "花山公司", ("mass_organization", False)),
        ("团工委书记", "柳林街道", ("mass_organization", True)),
        ("团支部书记", "花山村", ("mass_organization", False)),
        ("居委会主任", "兰尖社区", ("self_government", True)),
        ("主任", "兰尖社区居委会", ("self_government", True)),
        ("主任", "花山村村委会", ("self_government", True)),
        ("主任", "花山村村民委员会", ("self_government", True)),
        ("村党支部书记、村委会主任", "花山村", ("self_government", True)),
        ("村务监督委员会主任", "花山村", ("self_government", True)),
        ("村民小组长", "花山村", ("self_government", False)),
        ("主任", "金色家园业主委员会", ("self_government", False)),
        ("民兵连长", "花山村", ("self_government", False)),
        ("理事长", "花山合作社", ("enterprise", False)),
        ("总经理", "攀枝花某公司", ("enterprise", False)),
        ("教授", "四川大学", ("professional", False)),
        ("村民", "花山村", ("resident", False)),
        ("主席", None, ("government", True)),
        ("部长", "英国农业和渔业", ("government", True)),
        ("主席", "英国足球协会", ("mass_organization", False)),
        ("队长", "中国女排", ("other", False)),
        ("天气", None, ("other", False)),
    ],
)
def test_class_of_an_office(title: str, organization: str | None, expected: tuple[str, bool]) -> None:
    assert classify_office(title, organization) == expected
