"""Pages that name people of every sort, and where their names may not be left."""

from pathlib import Path

from tests.dataset.sample import write_newspaper, write_page

PAGES = {
    # a resident who is quoted, whom others quote, who has a workshop, a headline and a given name of her own
    "river-daily/2026-01-04/02": """\
赵小兰和她的邻居们
□本报记者 王小明
　　居民赵小兰说：“我们盼这一天盼了很久，今后周末都会带孩子来这里看书。”
　　东湖区红旗社区党委书记李四说：“赵小兰的主意好，小兰常来帮忙，社区要成立赵小兰工作室，
大家都支持。”
　　村民钱进说：“我也去过赵
小兰的家里，那天人很多，大家都很高兴。”
""",
    # an official and a resident of one name, and the resident's name inside an official's
    "river-daily/2026-01-05/01": """\
河道清淤今日完工
　　西湖区水利局局长陈大山说：“清淤工程比原定日期提前十天完成，两岸居民不用再担心积水了。”
　　西湖区水利局副局长赵小兰生表示，工程质量经过了专家的检查，居民可以放心。
""",
    "river-daily/2026-01-06/01": """\
老街换了新颜
　　居民陈大山说：“老街修好以后，来的人多了，我的小店生意也比以前好了不少。”
　　居民高歌说：“我家就住在街口，修路的时候天天看着他们干活，真的很辛苦。”
""",
    # a resident with the name of an author
    "river-daily/2026-01-07/01": """\
新桥通车
　　居民吕品说：“桥修得很好，孩子们上学方便多了，我们都很感谢建设者。”
　　居民王小明说：“过去到对岸要绕五公里，现在走路十分钟就到了，大家都很高兴。”
""",
    # nobody private, but a word that elsewhere is a name
    "river-daily/2026-01-08/01": """\
居民一路高歌迎新年
　　西湖区民政局局长周正说：“大家要一路高歌走完全程，请代表按时出席，不要迟到。”
""",
    # a file named after a person
    "river-daily/undated/赵小兰": """\
市民广场建成开放
　　东湖区民政局局长张三介绍：“市民广场今年春天建成，欢迎大家都来走走看看。”
""",
}
ALWAYS_HIDDEN = ("赵小兰", "小兰", "钱进")


def write_private_raw(raw: Path) -> Path:
    write_newspaper(raw, "river-daily", '"江西省/南昌市"')
    for page_id, text in PAGES.items():
        write_page(raw, page_id, text)
    return raw
