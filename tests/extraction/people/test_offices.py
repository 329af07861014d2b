import pytest

from jiceng.extraction.people.offices import full_organization, office_before
from jiceng.extraction.people.role_classes import classify_office

from ..sample_articles import article_of

SPLIT = [
    ("东区区委副书记、区长张三说。", "张三", "区委副书记、区长", "东区"),
    ("东区瓜子坪街道兰尖社区党委书记张三说。", "张三", "党委书记", "东区瓜子坪街道兰尖社区"),
    ("市民政局局长张三说。", "张三", "局长", "市民政局"),
    ("米易县委书记张三说。", "张三", "书记", "米易县委"),
    ("四川阿坝藏族羌族自治州州委书记张三说。", "张三", "州委书记", "四川阿坝藏族羌族自治州"),
    ("四川省政府副秘书长、省信访局局长张三说。", "张三", "副秘书长、省信访局局长", "四川省政府"),
    ("仁和区太平乡花山村村支书张三说。", "张三", "村支书", "仁和区太平乡花山村"),
    ("全国人大代表、成都市民政局局长张三说。", "张三", "局长", "成都市民政局"),
    ("成都市武侯区政府办公室主任张三说。", "张三", "主任", "成都市武侯区政府办公室"),
    ("大家打扫村里的路。村党支部书记张三说，好。", "张三", "党支部书记", None),
    ("著名画家、四川博物院院长张三说。", "张三", "院长", "四川博物院"),
    ("仁和区太平乡花山村驻村第一书记张三说。", "张三", "驻村第一书记", "仁和区太平乡花山村"),
    ("花山村村民张三说。", "张三", "村民", "花山村"),
    ("攀枝花市某水产公司的负责人张三说。", "张三", "负责人", "攀枝花市某水产公司"),
    ("在仁和区太平乡花山村务工的村民张三说。", "张三", "村民", "仁和区太平乡花山村"),
    ("走进仁和区太平乡花山村村民张三的家。", "张三", "村民", "仁和区太平乡花山村"),
    ("国家主席张三说。", "张三", "国家主席", None),
    ("环卫工人张三的故乡。", "张三", "环卫工人", None),
    ("文化和旅游部副部长张三说。", "张三", "副部长", "文化和旅游部"),
    ("（记者李四）市民政局局长张三说。", "张三", "局长", "市民政局"),
    ("现代诗人张三说。", "张三", "诗人", None),
    ("攀枝花市委常委、政法委书记张三说。", "张三", "常委、政法委书记", "攀枝花市委"),
    ("四川省米易县纪委书记、监委主任张三说。", "张三", "书记、监委主任", "四川省米易县纪委"),
    ("四川大学植物学教授张三说。", "张三", "植物学教授", "四川大学"),
    ("英国理论化学家张三说。", "张三", "理论化学家", "英国"),
    ("普通的园林养护工人张三说。", "张三", "园林养护工人", None),
    ("攀枝花市人民医院外科主治医生张三说。", "张三", "主治医生", "攀枝花市人民医院外科"),
    ("东风汽车集团全球副总裁张三说。", "张三", "全球副总裁", "东风汽车集团"),
    ("成都东站候车的乘客张三说。", "张三", "乘客", None),
    ("工业和信息化部部长张三说。", "张三", "部长", "工业和信息化部"),
    ("住建部副部长张三说。", "张三", "副部长", "住建部"),
    ("中央教育工作委员会办公室主任张三说。", "张三", "主任", "中央教育工作委员会办公室"),
    ("查处了攀枝花市国有资产经营有限公司董事长张三。", "张三", "董事长", "攀枝花市国有资产经营有限公司"),
    ("工商银行四川省分行行长张三说。", "张三", "行长", "工商银行四川省分行"),
    ("米易县农机生产商和零售商协会会长张三说。", "张三", "会长", "米易县农机生产商和零售商协会"),
    ("四川省米易县原县委书记张三说。", "张三", "原县委书记", "四川省米易县"),
    ("在攀枝花市花山蔬菜合作社里，管理员张三说。", "张三", "管理员", "攀枝花市花山蔬菜合作社"),
    ("东风汽车集团副总裁、大中华区总裁张三说。", "张三", "副总裁、大中华区总裁", "东风汽车集团"),
    ("米易县个体户和运输企业协会会长张三说。", "张三", "会长", "米易县个体户和运输企业协会"),
    ("米易县居民和市民政局局长张三说。", "张三", "局长", "市民政局"),
    ("攀枝花市人民医院派出了医疗队，支部书记张三说。", "张三", "支部书记", "攀枝花市人民医院"),
    ("四川省米易县花山村有名的种植能手张三说。", "张三", "种植能手", "四川省米易县花山村"),
    ("中国驻上海总领事张三说。", "张三", "总领事", "中国驻上海"),
    ("中国移动贵州公司客户经理张三说。", "张三", "客户经理", "中国移动贵州公司"),
    ("民营的贵州公司客户经理张三说。", "张三", "客户经理", "贵州公司"),
    ("攀枝花市生态环境局规划与财务科科长张三说。", "张三", "科长", "攀枝花市生态环境局规划与财务科"),
    ("省委党校副校（院）长张三说。", "张三", "副校（院）长", "省委党校"),
    ("中建二局驻昆明市某工地安全总监张三说。", "张三", "安全总监", "中建二局驻昆明市某工地"),
    ("市医院和中心学校校长张三说。", "张三", "校长", "中心学校"),
    ("花山街道分管负责人张三说。", "张三", "分管负责人", "花山街道"),
]


@pytest.mark.parametrize(("text", "name", "title", "organization"), SPLIT)
def test_title_and_organization_are_split(text, name, title, organization):
    article = article_of(text)
    office = office_before(article, text.index(name))
    assert office is not None
    assert office.title == title
    assert organization is None or full_organization(article, office) == organization


@pytest.mark.parametrize(
    "text",
    [
        "攀枝花市人民医院的门开了，支部书记张三说。",
        "攀枝花市人民医院开门了。支部书记张三说。",
        "攀枝花市人民医院开门了，画家张三说。",
    ],
)
def test_a_body_that_does_not_act_in_the_sentence_has_no_office(text):
    article = article_of(text)
    office = office_before(article, text.index("张三"))
    assert office is not None
    assert full_organization(article, office) is None


@pytest.mark.parametrize("text", ["天气很好，张三说。", "张三说。", "和张三一起去。", "“好。”张三说。"])
def test_no_office_stands_before(text):
    assert office_before(article_of(text), text.index("张三")) is None


@pytest.mark.parametrize(
    ("text", "name", "organization"),
    [
        ("米易县攀莲镇花山村有了路。村党支部书记张三说。", "张三", "米易县攀莲镇花山村"),
        ("米易县攀莲镇花山村有了路。花山村村民张三说。", "张三", "米易县攀莲镇花山村"),
        ("村支书张三说，米易县攀莲镇花山村有了路。", "张三", "米易县攀莲镇花山村"),
        ("这是贫困村。村支书张三说。", "张三", None),
        ("大家认真聆听社区支部书记张三的讲解。", "张三", None),
        ("来到米易县攀莲镇花山村，听取村党支部书记张三的讲解。", "张三", "米易县攀莲镇花山村"),
    ],
)
def test_organization_is_as_full_as_the_article_gives_it(text, name, organization):
    article = article_of(text)
    office = office_before(article, text.index(name))
    assert office is not None
    assert full_organization(article, office) == organization


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
        ("主席", "市总工会", ("mass_organization", False)),
        ("居委会主任", "兰尖社区", ("self_government", True)),
        ("主任", "花山村村委会", ("self_government", False)),
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
def test_class_of_an_office(title, organization, expected):
    assert classify_office(title, organization) == expected
