import pytest

from .samples import mention_of, sources_of

BEFORE_CUE = [
    ("市民政局局长王建国指出", "指出", ("王建国", "person", "named")),
    ("王建国教授来了。他说", "说", ("王建国", "person", "pronoun")),
    ("局长王建国来了。王局长说", "说", ("王建国", "person", "title")),
    ("村民王建国来了。老王说", "说", ("王建国", "person", "title")),
    ("村民王建国来了。村民李文华对王建国说", "说", ("李文华", "person", "named")),
    ("听了王建国教授讲话的局长李文华说", "说", ("李文华", "person", "named")),
    ("村民王建国等人说", "说", ("王建国等人", "group", "named")),
    ("不少与会者在讨论中提到", "提到", ("不少与会者", "group", "named")),
    ("广大居民群众纷纷表示", "表示", ("广大居民群众", "group", "named")),
    ("市委十届八次全会提出", "提出", ("市委十届八次全会", "meeting", "named")),
    ("党的十九届四中全会指出", "指出", ("党的十九届四中全会", "meeting", "named")),
    ("《实施意见》中提到", "提到", ("《实施意见》", "document", "named")),
    ("《基层治理实施意见》（以下简称《意见》）提出", "提出", ("《基层治理实施意见》", "document", "named")),
    ("四川省民政厅近日宣布", "宣布", ("四川省民政厅", "organization", "named")),
    ("四川省民政厅有关负责人表示", "表示", ("四川省民政厅有关负责人", "person", "named")),
    ("母亲说", "说", ("母亲", "person", "named")),
    ("一位年长的同伴拉住我，低声说", "说", ("一位年长的同伴", "person", "named")),
    ("总理王建国来到花山村。这位远道而来的领导人说", "说", ("王建国", "person", "title")),
    ("四川省卫健委专家组表示", "表示", ("四川省卫健委专家组", "organization", "named")),
    ("局长王建国指出，书记李文华考察时也说", "说", ("李文华", "person", "named")),
    ("村民王晓菲来了。晓菲的爸爸张三很忙，晓菲说", "说", ("王晓菲", "person", "named")),
    ("村民王晓菲来了。晓菲村说", "说", None),
    ("公司负责人王建国来了。国家复核办、统采办负责人说", "说", ("负责人", "person", "named")),
    ("公司负责人王建国来了。昨天负责人说", "说", ("王建国", "person", "title")),
    ("村民王建国、李文华夫妇说", "说", ("王建国、李文华夫妇", "group", "named")),
    ("村民王建国和李文华哥俩说", "说", ("王建国和李文华哥俩", "group", "named")),
    ("村民王建国、李文华说", "说", ("王建国", "person", "named")),
    ("四川省民政厅召开新闻发布会指出", "指出", ("四川省民政厅", "organization", "named")),
    ("市委常委、部长王建国会见局长李文华。他强调", "强调", ("王建国", "person", "pronoun")),
    ("见了王建国教授的局长李文华走了。他强调", "强调", ("李文华", "person", "pronoun")),
    ("局长王建国说：“李文华教授来了。”他说", "说", ("王建国", "person", "pronoun")),
    ("花山村120名党员干部说", "说", ("花山村120名党员干部", "group", "named")),
    ("局长王建国同姐姐一样，也说", "说", ("王建国", "person", "named")),
    ("局长王建国来了。局长亲切地问", "问", ("王建国", "person", "title")),
    ("一名新兵告诉记者", "告诉", ("一名新兵", "person", "named")),
    ("广大党员、干部一致认为", "认为", ("广大党员、干部", "group", "named")),
    ("民政局局长特别代表王建国日前表示", "表示", ("王建国", "person", "named")),
    ("19岁的小芮爱看飞机。他说", "说", ("小芮", "person", "pronoun")),
    ("那里的小芮爱看飞机。他说", "说", ("他", "person", "pronoun")),
    ("几名学生说", "说", ("几名学生", "group", "named")),
    ("某学院新媒体研究室主任王建国说", "说", ("王建国", "person", "named")),
    ("在场的媒体说", "说", ("媒体", "group", "named")),
    ("一位校长指着黑板说", "说", ("一位校长", "person", "named")),
    ("道德模范们一致表示", "表示", ("道德模范们", "group", "named")),
    ("在机关上班的王哥慢慢地说", "说", ("王哥", "person", "named")),
    ("那家的女士说", "说", None),
    ("参加座谈的民营企业负责人纷纷表示", "表示", ("民营企业负责人", "group", "named")),
    ("参加座谈的民营企业负责人表示", "表示", ("民营企业负责人", "person", "named")),
    ("总理王建国来到花山村，叮嘱有关部门负责人说", "说", ("王建国", "person", "named")),
    ("市教育局负责人来了。村民王建国很忙。该负责人说", "说", ("市教育局负责人", "person", "title")),
    ("市教育局局长王建国来了。村民李文华很忙。该局长说", "说", ("王建国", "person", "title")),
    ("市教育局负责人来了。村民王建国很忙。该村民说", "说", ("王建国", "person", "title")),
    ("俗话说", "说", None),
    ("据了解到的情况说", "说", None),
    ("据介绍", "介绍", None),
    ("记者问", "问", None),
    ("天气很好，大雪纷飞，说", "说", None),
]


@pytest.mark.parametrize(("text", "cue", "expected"), BEFORE_CUE)
def test_source_before_a_cue(text, cue, expected):
    at = text.rindex(cue)
    speaker = sources_of(text).before_cue(text.rfind("。", 0, at) + 1, at)
    found = speaker and (speaker.name, speaker.kind, speaker.attribution)
    assert found == expected


def test_a_group_in_an_earlier_clause_gives_way_to_the_subject_of_the_sentence():
    text = "村民王建国走进会场，居民们鼓掌，连声说"
    speaker = sources_of(text).before_cue(0, text.index("说"))
    assert speaker is not None
    assert speaker.name == "王建国"


def test_subject_of_a_sentence():
    text = "村民王建国每天早早去菜园，"
    speaker = sources_of(text).subject(0, len(text))
    assert speaker is not None
    assert (speaker.name, speaker.title) == ("王建国", "村民")


def test_owner_of_words():
    text = "局长王建国的一席话，让大家激动。"
    sources = sources_of(text)
    owner = sources.owner_of_words(0, 9)
    assert owner is not None
    assert owner.name == "王建国"
    assert sources.owner_of_words(10, len(text)) is None


def test_subject_of_the_last_clause_is_no_role():
    text = "村民王建国吃着饭，校长乐了，逗他："
    speaker = sources_of(text).subject_of_last_clause(0, len(text) - 1)
    assert speaker is not None
    assert speaker.name == "王建国"
    assert sources_of("天气很好，").subject_of_last_clause(0, 5) is None


def test_each_other_question_gives_whom_its_mention_means():
    text = "局长王建国的心结解开了。"
    sources = sources_of(text)
    king = sources.speaker(mention_of(sources, "王建国"))
    assert sources.owner_of_feelings(0, len(text)) == king
    assert sources.last_named(0, len(text)) == king
    assert sources.named_subject(0, len(text)) is None
    assert sources.who_feels(0, len(text)) is None
    assert not sources.opens_sentence(0, 2)
