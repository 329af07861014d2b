import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.findings import FoundMention, FoundOffice, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.find import RULES, bare_name, find_initiatives
from jiceng.extraction.people.find import find_people
from jiceng.extraction.places.find import find_communities

from .sample_articles import LOCAL, NATIONAL, article_of


def initiatives_in(text, newspaper=LOCAL, people=(), quotes=()):
    article = article_of(text, newspaper)
    return find_initiatives(article, people, quotes, find_communities(article))


RULE_TABLE = [
    ("initiative_name_with_kind", "运用“1+4+N”工作模式，突出共建", ["“1+4+N”工作模式"]),
    ("initiative_name_with_kind", "建立“一老一小”特殊困难群体关爱体系，", ["“一老一小”特殊困难群体关爱体系"]),
    ("initiative_name_with_kind", "推行“板凳会”的议事机制。", ["“板凳会”的议事机制"]),
    ("initiative_name_with_kind", "“书香社区”——阅读进校园活动开始", ["“书香社区”——阅读进校园活动"]),
    ("initiative_name_with_kind", "他说“真好”，工作很多", []),
    ("initiative_name_with_kind", "发扬“钉钉子”精神，“最后一公里”工程", []),
    ("initiative_name_with_kind", "“两个维护”体现在各项制度中", []),
    ("initiative_name_with_kind", "举办“欢乐春天”比赛", []),
    ("initiative_name_with_kind", "生活从“金字塔”模式变了样，“反哺”教育改革", []),
    ("initiative_name_with_kind", "开展“猎鹰—2021”战役，", ["“猎鹰—2021”战役"]),
    ("initiative_name_with_kind", "“平安星”小程序上线，", ["“平安星”小程序"]),
    ("initiative_name_with_kind", "大家都用“平安星”小程序，依托“便农点”村级服务网点", []),
    ("initiative_name_with_kind", "实施“金桥”计划，", ["“金桥”计划"]),
    ("initiative_kind_in_name", "建成“全响应服务治理应急指挥中心”，", ["“全响应服务治理应急指挥中心”"]),
    ("initiative_kind_in_name", "发起“护苗行动”，", ["“护苗行动”"]),
    ("initiative_kind_in_name", "设立“爱心超市”，", ["“爱心超市”"]),
    ("initiative_kind_in_name", "建成了全市首个“爱心超市”，", ["“爱心超市”"]),
    ("initiative_kind_in_name", "村里人叫它“超市”", []),
    ("initiative_kind_in_name", "他被称为“活地图”，是“主心骨”", []),
    ("initiative_kind_in_name", "把“烦恼清单”变成“幸福清单”，走进“亚洲中心”大厦", []),
    ("initiative_kind_in_name", "“幸福清单”上线，推出米易县“幸福清单”", ["“幸福清单”", "“幸福清单”"]),
    ("initiative_placed_programme", "当地实施米易县治沙综合示范项目，", ["米易县治沙综合示范项目"]),
    ("initiative_placed_programme", "中缅天然气管道工程开工，", ["中缅天然气管道工程"]),
    ("initiative_placed_programme", "米易县建筑工程有限公司承建治沙示范项目，看过米易县治理项目", []),
    ("initiative_name_of_parts", "推广“支部+公司+社员”，", ["“支部+公司+社员”"]),
    ("initiative_name_of_parts", "“互联网+”，提升服务", []),
    ("initiative_numbered_name", "推进“三社联防”，", ["“三社联防”"]),
    ("initiative_numbered_name", "坚持“两个统筹”，采用“两班轮”", []),
    ("initiative_name_behind_verb", "实施“退渔还湖”，", ["“退渔还湖”"]),
    ("initiative_name_behind_verb", "实施“还湖”，看到“退渔还湖”", []),
    ("initiative_document_title", "制定《街道权力事项清单》，", ["《街道权力事项清单》"]),
    ("initiative_document_title", "发布《关于整治河道采砂的公告》", ["《关于整治河道采砂的公告》"]),
    ("initiative_document_title", "看过《花山行动》和《花山战役》", []),
    ("initiative_document_title", "文章《怎样生活：少年的指南》火了", []),
    ("initiative_document_title", "读《平凡的世界》，唱《东方红》", []),
    ("initiative_document_title", "根据《中华人民共和国城市规划条例》", []),
    ("initiative_founded_body", "社区成立七彩仁和志愿者服务站，", ["七彩仁和志愿者服务站"]),
    ("initiative_founded_body", "社区成立3支志愿服务队，", []),
    ("initiative_founded_body", "社区成立了综合服务中心，", []),
    ("initiative_designation", "张三工作室的门开着", ["张三工作室"]),
    ("initiative_designation", "老王调解室和李大姐工作室", ["老王调解室", "李大姐工作室"]),
    ("initiative_designation", "北京大学雷锋志愿服务队", ["雷锋志愿服务队"]),
    ("initiative_designation", "走进工作室，来到服务站", []),
    ("initiative_designation", "法官工作室、人民调解室、农民夜校", []),
    ("initiative_named_again", "“三社联防”很好。推进“三社联防”，", ["“三社联防”"]),
    ("initiative_named_again", "大家说“三社”很好", []),
]


@pytest.mark.parametrize(("rule", "text", "expected"), RULE_TABLE)
def test_rule(rule, text, expected):
    found = [text[m.start : m.end] for i in initiatives_in(text) for m in i.mentions if m.rule == rule]
    assert found == expected


def test_every_rule_has_cases_that_match_and_cases_that_do_not():
    for rule in RULES:
        cases = [expected for name, _, expected in RULE_TABLE if name == rule.name]
        assert any(cases), rule.name
        assert not all(cases), rule.name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("运用“1+4+N”工作模式", "model"),
        ("开展“四个一”三线文化工程", "programme"),
        ("签订《共驻共建协议》", "agreement"),
        ("组建“夕阳红”调解队", "team"),
        ("搭建“民情”服务平台", "platform"),
        ("推进“攀枝花之治”", "target"),
        ("出台“人才十条”", "document"),
        ("制定《责任清单》", "list"),
    ],
)
def test_kind(text, kind):
    (found,) = initiatives_in(text)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "components", "count"),
    [
        ("开展“四个一”文化工程，通过改造一个馆、建设一个广场、重走一条路、出版一本书，大力弘扬精神",
         ("改造一个馆", "建设一个广场", "重走一条路", "出版一本书"), 4),
        ("下放“四项”权力，即对决策的建议权，对事项的协调权，对人员的反馈权，对设施的参与权。",
         ("对决策的建议权", "对事项的协调权", "对人员的反馈权", "对设施的参与权"), 4),
        ("推进社区、社会组织、社会工作“三社联动”", ("社区", "社会组织", "社会工作"), 3),
        ("实施“三变行动”（荒山变茶山、茶园变公园、农房变客房）", ("荒山变茶山", "茶园变公园", "农房变客房"), 3),
        ("推进“社区、社会组织、社会工作”的“三社联动”", ("社区", "社会组织", "社会工作"), 3),
        ("推进“社区、社会组织”的“三社联动”", (), 3),
        ("推进社区、社会组织、社会工作的 “三社联动”", ("社区", "社会组织", "社会工作"), 3),
        ("推进社区、社会组织、社会工作和“三社联动”", (), 3),
        ("按照问、听、记、改“一网四步”工作法", ("问", "听", "记", "改"), 4),
        ("统一采购、统一配送、统一结算的“三统一”工作法", ("统一采购", "统一配送", "统一结算"), 3),
        ("按照问、听、记“一网四步”工作法", (), None),
        ("推进党建引领、部门联动、群众参与“三治融合”机制", ("党建引领", "部门联动", "群众参与"), 3),
        ("推进“党建引领、部门联动、群众参与”的“三治融合”机制", ("党建引领", "部门联动", "群众参与"), 3),
        ("打造统一采购、统一配送“两统一分”工作法", ("统一采购", "统一配送"), 2),
        ("推广问、听、记、改和“一网四步”工作法", (), None),
        ("推进春分、夏至、秋分、冬至“二十四节气”文化工程", (), None),
        ("印发教育、卫生、交通、水利“第四批”责任清单", (), None),
        ("推广“支部+公司+社员”模式", ("支部", "公司", "社员"), None),
        ("实施“治污、治水、治气”提升工程", ("治污", "治水", "治气"), None),
        ("成立红星志愿者服务站，分别组建了“爱在”“护在”“暖在”等3支队伍", ("爱在", "护在", "暖在"), 3),
        ("制定了涵盖38项内容的《街道权力事项清单》", (), 38),
        ("推行“123”工作法：一个核心、二支队伍、三张清单。", ("一个核心", "二支队伍", "三张清单"), None),
        ("开展“学党史、悟思想”主题教育", (), None),
        ("打造“一枢纽五高地”", (), None),
        ("《发展规划》明确了5项任务，还有8个部门", (), 5),
        ("推行“一老一小”服务体系，设有医疗、康复和养老三个中心", ("医疗", "康复", "养老"), 3),
        ("推行“一老一小”服务体系，设有医疗、康复四个中心", (), None),
        ("打造“红管家”平台，由政策宣讲、法律咨询、便民服务组成", ("政策宣讲", "法律咨询", "便民服务"), None),
        ("印发《奖励办法》（以下简称《办法》），共15条，自公布之日起施行", (), 15),
        ("发布《保护方案》，明确了金沙江等流域的6项重点任务", (), 6),
        ("米易县推出“26条措施”", (), 26),
        ("成立了“红黄蓝绿”四个党员突击队", (), 4),
        ("米易县推出“五彩花山”服务品牌", (), None),
        ("组建九江红色文艺轻骑兵", (), None),
        ("印发《服务规范》，在多处划出底线，如明确名录至少包括公开的内容、依据、时限等要素", (), None),
        ("推进“攀枝花之治”，全会给出了答案，这也是所有与会者的共同感受：加强引领、改革、创新", (), None),
    ],
)  # fmt: skip
def test_components_and_stated_count(text, components, count):
    (found,) = initiatives_in(text)
    assert (found.components, found.stated_count) == (components, count)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("太平社区正在推进“三社联动”", "太平社区"),
        ("全国邮政公安机关开展“护邮—2021”战役", "全国邮政公安机关"),
        ("公安机关开展“护邮—2021”战役", None),
        ("把方向、管大局，构建“强总部”格局", None),
        ("东区创新机制，区委制定《责任清单》", "区委"),
        ("《中共攀枝花市委关于加强基层治理的实施意见》", "中共攀枝花市委"),
        ("市民政局局长表示，要建立“一老一小”关爱体系", "市民政局"),
        ("推进“攀枝花之治”", "攀枝花市"),
        ("全市动员，实施“春风行动”", "攀枝花市"),
        ("实施“春风行动”", None),
        ("米易县的书很多。在北京举行的“春风行动”", None),
        ("联合米易县实施“春风行动”", None),
        ("兰尖社区很热闹。社区成立了“春风”志愿服务队", "兰尖社区"),
        ("米易县开展“不忘初心、牢记使命”主题教育", None),
        ("米易县“不忘初心、牢记使命”主题教育结束", "米易县"),
        ("《米易县春风行动计划》印发", "米易县"),
        ("近日，中共中央、国务院印发《春风行动计划》", "中共中央"),
        ("落实北京峰会“春风行动”", None),
        ("米易县贯彻《春风行动计划》", None),
        ("民营医院推行“春风行动”", None),
        ("国务院《春风行动计划》", "国务院"),
        ("兰尖社区很热闹。太平社区书记李文华说，社区成立了“春风”志愿服务队", "太平社区"),
        ("主角不是某个部门，要实施“春风行动”", None),
        ("米易县一家企业实施“春风行动”", None),
        ("米易县一直实施“春风行动”", "米易县"),
        ("生态环境部联合财政部、教育部发布《春风行动方案》", "生态环境部"),
        ("铁路与米易县、盐边县机场建立“春风直通车”", None),
        ("打造了位于米易县的“春风”服务平台", None),
        ("米易县脱贫。政策：实行“春风行动”", "米易县"),
        ("米易县和盐边县脱贫。政策：实行“春风行动”", None),
        ("自治区农业农村厅负责人表示，区里实施“春风行动”", "区里"),
    ],
)
def test_holder(text, holder):
    (found,) = initiatives_in(text)
    assert found.holder == holder


def test_holder_is_the_organization_of_who_is_speaking():
    text = "“我们推行‘板凳会’议事法。”张三说"
    quote = FoundQuote(1, 15, "direct", "-", "named", "张三", "person", "书记", "兰尖社区")
    (found,) = initiatives_in(text, NATIONAL, quotes=[quote])
    assert found.holder == "兰尖社区"


def test_holder_is_the_organization_of_who_is_named():
    text = "张三告诉记者，大家成立了红星志愿服务队"
    mentions = (FoundMention(0, 2, "-"),)
    office = FoundOffice("书记", "兰尖社区", "party", public_office=True)
    (found,) = initiatives_in(text, NATIONAL, people=[FoundPerson("张三", mentions, (office,), "兰尖社区")])
    assert found.holder == "兰尖社区"
    (found,) = initiatives_in(text, NATIONAL, people=[FoundPerson("张三", mentions, (), "兰尖社区")])
    assert found.holder is None


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("农行四川省分行行长王建国介绍，他们探索“支部+农户”模式", "农行四川省分行"),
        ("米易县民政局局长王建国认为，近年来中国扩大开放，出台《春风行动方案》", None),
        ("米易县民政局局长王建国说，近年来出台《春风行动方案》", "米易县民政局"),
    ],
)
def test_holder_beside_the_office_of_who_is_named(text, holder):
    people = find_people(article_of(text, NATIONAL))
    (found,) = initiatives_in(text, NATIONAL, people=people)
    assert found.holder == holder


def test_direct_speech_is_no_name():
    text = "张三说：“实施护苗行动”"
    quote = FoundQuote(5, 11, "direct", "-", "named", "张三", "person")
    assert initiatives_in(text, quotes=[quote]) == []


def test_short_titles_are_aliases_of_the_long_one():
    (found,) = initiatives_in("《关于加强治理的实施意见》（简称《意见》）。《实施意见》提出，根据《意见》")
    assert found.name == "《关于加强治理的实施意见》"
    assert found.aliases == ("《实施意见》", "《意见》")
    assert len(found.mentions) == 4


def test_description_is_the_sentence_of_the_name():
    (found,) = initiatives_in("天气很好。太平社区推进“三社联动”。大家很高兴。")
    assert found.description == "太平社区推进“三社联动”。"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("“四个一”三线文化工程", "四个一"),
        ("《实施意见》", "实施意见"),
        ("王小明调解室", "王小明调解室"),
        ("‘a/b@c’", "a／b＠c"),
    ],
)
def test_bare_name(name, bare):
    assert bare_name(name) == bare


PIECES = [
    "“",
    "”",
    "‘",
    "’",
    "《",
    "》",
    "（",
    "）",
    "实施",
    "四个一",
    "工程",
    "成立",
    "了",
    "志愿服务队",
    "清单",
    "、",
    "，",
    "。",
]
PIECES += [
    "7",
    "38",
    "项",
    "：",
    "即",
    "包括",
    "等",
    "支",
    "王小明",
    "工作室",
    "1+4+N",
    "东区",
    "区委",
    "的",
    "A",
    " ",
    "\x00",
    "启动",
]
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=3), st.sampled_from([LOCAL, NATIONAL]))
def test_any_text_gives_valid_initiatives(lines, newspaper):
    article = article_of("\n".join(line.replace("\n", "") for line in lines), newspaper)
    for found in find_initiatives(article, [], [], find_communities(article)):
        assert found.name
        assert bare_name(found.name)
        assert found.mentions
        assert all(found.components)
        assert found.description != ""
        assert found.holder != ""
        for mention in found.mentions:
            assert mention.start < mention.end
            assert any(start <= mention.start and mention.end <= end for start, end in article.paragraphs)


@pytest.mark.parametrize("text", ["", "“" * 5_000, "“四个一”、" * 3_000, "成立志愿服务队" * 3_000, "《清单》" * 4_000])
def test_odd_texts_do_not_raise(text):
    initiatives_in(text)
