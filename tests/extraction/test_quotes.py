import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.find import RULES, find_quotes
from schemas.quote import has_outer_marks

from .sample_articles import article_of

RULE_TABLE = [
    ("direct_before", "局长王建国说：“我们要把服务做实。”", [("王建国", "我们要把服务做实。")]),
    (
        "direct_before",
        "党的十九届四中全会指出，“制度具有多方面的显著优势”。",
        [("党的十九届四中全会", "制度具有多方面的显著优势")],
    ),
    ("direct_before", "局长王建国介绍了“三社联动”和“一老一小”。", []),
    ("direct_before", "记者问局长王建国：“为什么要这样做？”", []),
    ("direct_colon", "局长王建国很自豪：“我们村脱贫了！”", [("王建国", "我们村脱贫了！")]),
    ("direct_colon", "局长王建国提出两个词：“爱在仁和”“暖在仁和”。", []),
    ("direct_after", "“我们要把服务做实。”局长王建国说。", [("王建国", "我们要把服务做实。")]),
    ("direct_after", "“我在这里很快乐。”现在上大学的小斌说。", [("小斌", "我在这里很快乐。")]),
    ("direct_after", "“三社联动”是局长王建国提出的。", []),
    ("direct_beside", "村民王建国每天早早去菜园，“我腿脚还好，浇几垄菜！”", [("王建国", "我腿脚还好，浇几垄菜！")]),
    ("direct_beside", "“我们要把服务做实。”村民王建国一脸轻松。", [("王建国", "我们要把服务做实。")]),
    ("direct_beside", "局长王建国表示，服务要做实。“我们要做好每一件事。”", [("王建国", "我们要做好每一件事。")]),
    (
        "direct_beside",
        "村民李文华和局长王建国来到村里。\n王建国“一定要把这条路修得好一点”。",
        [("王建国", "一定要把这条路修得好一点")],
    ),
    (
        "direct_beside",
        "“就这地，能长果子？”村干部来了，王建国也摇头。王建国说，好。",
        [("王建国", "就这地，能长果子？")],
    ),
    ("direct_beside", "“我要上学！”村民王建国的心情好了。", [("王建国", "我要上学！")]),
    ("direct_beside", "“有地有钱，种啥好？”账本放在局长王建国的桌上。", []),
    ("direct_beside", "“这房子不错。”走进村民李文华家，局长王建国先看房子。", [("王建国", "这房子不错。")]),
    ("direct_beside", "“怎么不去了？”听到这话，记者有些好奇。王建国走了。", []),
    ("direct_beside", "他很忙。“大伙的心都揪着！”说起王建国的病，村民李文华红了眼。", [("李文华", "大伙的心都揪着！")]),
    ("direct_beside", "人们等来了“春风又绿江南岸，明月何时照人还”的日子，“花山公园百花长廊”“南山公园千花长廊”……", []),
    ("direct_beside", "俗话说得好，“一分耕耘，一分收获，年年如此”，村民王建国走了。", []),
    (
        "direct_continued",
        "全会指出，“制度具有多方面的显著优势”。首先是“坚持党的集中统一领导的显著优势”。",
        [("全会", "坚持党的集中统一领导的显著优势")],
    ),
    (
        "direct_beside",
        "“我们来了。大家一起来做好这件事”。局长王建国走进社区。",
        [("王建国", "我们来了。大家一起来做好这件事")],
    ),
    (
        "direct_beside",
        "局长王建国表示，书记李文华提到，服务要做实。“我们要做好每一件事。”",
        [("王建国", "我们要做好每一件事。")],
    ),
    ("direct_colon", "局长王建国很忙，离开时当地老百姓感念：“他是为我们来的！”", [("当地老百姓", "他是为我们来的！")]),
    ("direct_colon", "局长王建国吃着饭，全家人都乐了，逗他：“你吃得真多呀！”", [("全家人", "你吃得真多呀！")]),
    (
        "direct_colon",
        "在局长王建国看来，干部是改革的推动者：“我们要带头做好每一件事。”",
        [("王建国", "我们要带头做好每一件事。")],
    ),
    (
        "direct_beside",
        "局长李文华走了。一席话解开了村民王建国的心结，脸上舒展开来，“好啊！我们就这么办！”",
        [("王建国", "好啊！我们就这么办！")],
    ),
    ("direct_continued", "“三社联动”是“四个一”的样子。", []),
    ("direct_continued", "“我们要做好。”局长王建国说。据介绍，“攀枝花人才一站式服务平台”很好。", []),
    ("direct_continued", "“我们要做好。”局长王建国说。俗话也说，“一分耕耘出一分收获”。", []),
    ("direct_colon", "局长王建国走进村里，远处传来歌声：“我们的家乡，在希望的田野上。”", []),
    (
        "direct_before",
        "局长王建国走进村里，高声喊：“我们的家乡，在希望的田野上。”",
        [("王建国", "我们的家乡，在希望的田野上。")],
    ),
    ("direct_continued", "“我们要做好。”局长王建国说。\n一篇小说写道：“大路朝天，人人都能走。”", []),
    ("direct_chain", "“我不会忘记的。”“你也别忘。”局长王建国说。", [("王建国", "你也别忘。")]),
    ("direct_chain", "“三社联动”“四个一”都是局长王建国说的。", []),
    ("direct_alone", "“我们要把服务做实。”\n局长王建国走进社区，大家都来了。", [("王建国", "我们要把服务做实。")]),
    (
        "direct_alone",
        "“没有烟道，就请专业公司来安装专用的烟道，一户一户地做。”这件事交到了街道。\n局长王建国走进社区。",
        [(None, "没有烟道，就请专业公司来安装专用的烟道，一户一户地做。")],
    ),
    ("direct_alone", "“一声鼓响，风调雨顺；二声鼓响，国泰民安；三声鼓响，四海升平！”随着鼓声，掌声响起。", []),
    ("direct_alone", "●“让服务走进每一家！”\n局长王建国走进社区，大家都来了。", []),
    (
        "direct_repeated",
        "“我们一定要把服务做实。”\n午后，大家散了。\n“我们一定要把服务做实。”局长王建国说。",
        [("王建国", "我们一定要把服务做实。")],
    ),
    ("direct_repeated", "“我们一定要把服务做实。”局长王建国说。", []),
    ("direct_orphan", "我们要把服务做实，把工作做好。”局长王建国说。", [("王建国", "我们要把服务做实，把工作做好。")]),
    ("direct_orphan", "我们要把服务做实，把工作做好。局长王建国说。", []),
    ("indirect_cue", "局长王建国说，民政系统将聚焦特殊群体。", [("王建国", "民政系统将聚焦特殊群体。")]),
    ("indirect_cue", "民政局怎样贯彻落实《决定》要求，更好地履行职责？", []),
    ("indirect_cue", "《决定》要求，民政局要更好地履行职责。", [("《决定》", "民政局要更好地履行职责。")]),
    ("direct_before", "局长王建国说，我们要写下“花山好、大家都更好”的篇章。", []),
    (
        "indirect_cue",
        "局长王建国说，天气不错，“李文华会来的。”他表示，大家都高兴。",
        [("王建国", "天气不错"), ("王建国", "大家都高兴。")],
    ),
    ("indirect_cue", "据了解，民政系统将聚焦特殊群体。", []),
    ("indirect_cue", "小说，散文，居民都爱看。据局长说法，也是。", []),
    ("indirect_cue", "“局长说，我们要做好。”村民王建国说。", []),
    ("indirect_cue", "局长王建国发表演讲，提了三点。2018年，李文华经王建国介绍，来到花山村。", []),
    ("indirect_cue", "引来大伙称赞，都说是好菜单。应本人要求，王建国没有留名。", []),
    ("indirect_cue", "按照防汛和抢险要求，居民们备好了沙袋。村民们响应统一号召，回乡种树。", []),
    ("indirect_cue", "局长王建国听取情况介绍，随后走进车间。居民们根据专家建议，改种果树。", []),
    ("indirect_cue", "这是王建国书记对十年工作的科学总结，对后来人很有意义。", []),
    ("indirect_cue", "会议通过了居民自治的八项规定，变化从这天开始。村民王建国与他兄弟相称，照顾有加。", []),
    ("indirect_cue", "局长王建国在听取汇报后要求，要抓紧办。", [("王建国", "要抓紧办。")]),
    ("indirect_cue", "“有书读。”另外一名同学说，自己从小爱读书。", [("一名同学", "自己从小爱读书。")]),
    ("indirect_cue", "外交部发言人称，会谈有了成果。", [("外交部发言人", "会谈有了成果。")]),
    ("indirect_cue", "人称“小诸葛”的王建国来了，第一人称，第三人称。别人说，人说，都不算。", []),
    ("indirect_cue", "村民王建国告诉街坊们，水管修好了。", [("王建国", "水管修好了。")]),
    ("indirect_cue", "局长王建国介绍，“四个一”工程完成了一半。", [("王建国", "“四个一”工程完成了一半。")]),
    ("indirect_cue", "局长王建国介绍，“四个一”“五个二”。", []),
    ("indirect_cue", "局长王建国说，路通了。数据显示，客流增加了一成。", [("王建国", "路通了。")]),
    ("direct_before", "村民王建国告诉孩子们：“快来看，水管修好了！”", [("王建国", "快来看，水管修好了！")]),
    (
        "direct_after",
        "“电梯常常坏，修也修不好。”该运输公司负责人说。",
        [("运输公司负责人", "电梯常常坏，修也修不好。")],
    ),
    ("indirect_cue", "渔民们爽快地表示，以后不再捕鱼。", [("渔民们", "以后不再捕鱼。")]),
    ("indirect_cue", "一次，村民王建国告诉我，他找到了工作。", [("王建国", "他找到了工作。")]),
    ("direct_before", "门口有一位外国女士连声说：“谢谢，你们真好！”", [("一位外国女士", "谢谢，你们真好！")]),
    (
        "direct_beside",
        "“来两条鱼，老办法做！”几名老顾客坐下了。老顾客都来了。",
        [("几名老顾客", "来两条鱼，老办法做！")],
    ),
    ("indirect_cue", "干部接单后不推托、不解释，居民满意。居民没说，谁也不知道。", []),
    ("indirect_cue", "居民无不称赞，路好走了。", [("居民", "路好走了。")]),
    ("indirect_cue", "村民大会形成三类评分规定，通过了公示。", []),
    (
        "direct_before",
        "局长王建国提出： “这条经验激活了乡村，做法很好。”",
        [("王建国", "这条经验激活了乡村，做法很好。")],
    ),
    ("indirect_bare", "局长王建国认为民政系统要聚焦特殊群体。", [("王建国", "民政系统要聚焦特殊群体。")]),
    ("indirect_bare", "局长王建国提出的方案很好。", []),
    ("indirect_bare", "他们写农村事，说老百姓的心里话，做乡亲代言人。", []),
    ("indirect_bare", "局长王建国向李文华表示祝贺，大家都高兴。", []),
    ("indirect_topic", "村民王建国细数几个变化：腰包鼓了，房子新了。", [("王建国", "腰包鼓了，房子新了。")]),
    ("indirect_topic", "村民王建国算了一笔账：一年能挣两万元。", [("王建国", "一年能挣两万元。")]),
    ("indirect_topic", "村民王建国说起几个变化，笑了。", []),
    ("epigraph", "小村的变化让人感慨万千。\n——王建国\n局长王建国走进小村。", [("王建国", "小村的变化让人感慨万千。")]),
    ("epigraph", "小村的变化让人感慨万千。\n局长王建国走进小村。", []),
]


def quotes_in(text):
    article = article_of(text)
    return article, find_quotes(article, find_people(article))


@pytest.mark.parametrize(("rule", "text", "expected"), RULE_TABLE)
def test_rule(rule, text, expected):
    article, quotes = quotes_in(text)
    assert [(q.speaker, article.text[q.start : q.end]) for q in quotes if q.rule == rule] == expected


def test_every_rule_has_cases_that_match_and_cases_that_do_not():
    for rule in RULES:
        cases = [expected for name, _, expected in RULE_TABLE if name == rule.name]
        assert any(cases), rule.name
        assert not all(cases), rule.name


def test_a_speech_that_the_attribution_interrupts_is_two_quotes():
    article, quotes = quotes_in("“我们要做好，”局长王建国说，“大家一起来。”")
    assert [(article.text[q.start : q.end], q.speaker, q.kind) for q in quotes] == [
        ("我们要做好，", "王建国", "direct"),
        ("大家一起来。", "王建国", "direct"),
    ]


def test_a_cue_behind_speech_opens_reported_speech():
    article, quotes = quotes_in("“我们要做好。”市民政局局长王建国认为，东区要走在前列。")
    assert [(article.text[q.start : q.end], q.kind, q.cue) for q in quotes] == [
        ("我们要做好。", "direct", "认为"),
        ("东区要走在前列。", "indirect", "认为"),
    ]
    assert {(q.speaker, q.title, q.organization, q.role_class) for q in quotes} == {
        ("王建国", "局长", "市民政局", "government")
    }


def test_a_mark_without_its_partner():
    """So stands a paragraph of the seed page: a mark closes that never opened."""
    text = (
        "仁和区仁和镇仁和街社区党委书记唐应萍说，通过加强党的组织建设，能切实保障方针政策得到落实。”"
        "唐应萍认为，要突出共建共治共享。"
    )
    article, quotes = quotes_in(text)
    assert [(article.text[q.start : q.end], q.kind, q.issues) for q in quotes] == [
        ("通过加强党的组织建设，能切实保障方针政策得到落实。", "indirect", ("mark_missing",)),
        ("要突出共建共治共享。", "indirect", ()),
    ]
    assert {q.speaker for q in quotes} == {"唐应萍"}


def test_a_speech_over_paragraphs_is_a_quote_each():
    article, quotes = quotes_in("局长王建国说：“我们要做好第一件事。\n“我们还要做好第二件事。”")
    assert [(article.text[q.start : q.end], q.speaker) for q in quotes] == [
        ("我们要做好第一件事。", "王建国"),
        ("我们还要做好第二件事。", "王建国"),
    ]


def test_reported_speech_ends_before_speech_in_marks():
    article, quotes = quotes_in("局长王建国说，服务要做实，“我们要做好每一件事。”")
    assert [article.text[q.start : q.end] for q in quotes] == ["服务要做实", "我们要做好每一件事。"]


def test_names_terms_and_slogans_are_no_quotes():
    _, quotes = quotes_in("推进“攀枝花之治”，抓好“一老一小”，坚持“两个维护”，大力开展“四个一”三线文化工程。")
    assert quotes == []


def test_speech_without_a_source_has_none():
    _, quotes = quotes_in("“我们去看看吧？”\n“好，你先走。”\n天黑了。")
    assert [(q.speaker, q.attribution, q.speaker_kind) for q in quotes] == [(None, "none", None)] * 2


@given(st.text(alphabet='“”‘’「」"（）《》：，。！？、…—\n张三李四王晓明说表示指出局长村他的是 1a', max_size=120))
@settings(max_examples=300, deadline=None)
def test_quotes_of_any_text(text):
    article, quotes = quotes_in(text)
    for quote in quotes:
        start, end = article.paragraphs[article.paragraph_of(quote.start)]
        assert start <= quote.start < quote.end <= end
        assert quote.kind == "indirect" or not has_outer_marks(article.text[quote.start : quote.end])
        assert (quote.speaker is None) is (quote.attribution == "none")
        assert (quote.speaker is None) is (quote.speaker_kind is None)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_too_strange(text):
    quotes_in(text)


@pytest.mark.parametrize("unit", ["“", "”", "张三说：", "“张三说“", "说，", "东村", "（《“", "张三、", "。"])
def test_time_is_linear_in_the_text(unit):
    quotes_in(unit * 20_000)
