"""Articles written for the tests, in the form of a page of gold: nobody in them exists."""

from typing import Any

from jiceng.evaluation.gold import PageTruth


def _article(
    headline: str, *body: str, kicker: str = "", subheadline: str = "", byline: str = "", headings: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return an article; a paragraph of `body` that is one of `headings` is a section heading."""
    titles = [("kicker", kicker), ("headline", headline), ("subheadline", subheadline), ("byline", byline)]
    units = [{"role": role, "text": text} for role, text in titles if text]
    units += [{"role": "heading" if text in headings else "body", "text": text} for text in body]
    return {
        "source": headline,
        "kicker": kicker,
        "headline": headline,
        "subheadline": subheadline,
        "byline": byline,
        "units": units,
    }


LIBRARY = _article(
    "山村书屋亮到夜里（身边的变化）",
    "傍晚六点，槐树湾的书屋准时开门。放学的孩子背着书包跑进来，把借书证往桌上一放，各自挑了喜欢的图书坐下。书屋不大，三面书架却摆得满满当当。",
    "书屋原来是村里的旧仓库，漏雨，堆着农具。前年冬天，村里把屋顶翻修了一遍，又从县图书馆申请到两千册图书，书屋这才有了模样。",
    "“以前孩子放学只能看电视，现在书屋里抢座位。”管理员说，书屋最忙的时候是暑假，一天要办六十多次借阅，图书常常来不及放回书架。",
    "为了让图书流动起来，书屋每个季度同镇上的小学交换一次图书。孩子们读完一本，可以在借书卡背面写一句话，推荐给下一位读者。",
    "入冬以后，书屋又添了取暖的炉子和护眼的台灯。晚上九点，最后一个孩子合上图书，管理员才关灯锁门，书屋的灯是山村里熄得最晚的一盏。",
    kicker="旧仓库翻修一新，槐树湾孩子有了去处——",
    byline="□本报记者 张三",
)

RIVER = _article(
    "清淤护岸，让小河重新流动",
    "沿着柳溪走一段，河水已经看得见河底的卵石。三年前，这条小河淤泥堵塞，夏天一到臭气难闻，两岸居民不敢开窗。",
    "截住污水口",
    "治河先治污。街道请人把柳溪两岸的排污口逐个登记，一共四十七处，全部接进新铺的污水管。管道铺到哪里，淤泥就清到哪里。",
    "污水截住以后，河水的颜色一个月一个样。监测员每周取两次水样，氨氮从每升八毫克降到一毫克以下，鱼苗也放得活了。",
    "请居民来管",
    "河水清了，还要管得住。柳溪两岸的居民自愿报名当护河员，每人管三百米，早晚各走一趟，看见垃圾就捡，看见偷排就拍照。",
    "护河员的照片传到平台上，街道要在两小时内答复。去年一年，平台收到护河员报来的问题二百一十件，件件都有回音。",
    headings=("截住污水口", "请居民来管"),
    byline="■本报记者 李四 通讯员 王小明",
)

CANTEEN = _article(
    "社区食堂办起来 老人吃饭不用愁",
    "本报讯 中午十一点半，青石社区食堂的窗口前排起了队。两荤两素一碗汤，八十岁以上的老人只收五元钱。",
    "食堂由社区出场地，由一家餐饮公司负责做饭，差价由区里补贴。开办半年，每天来食堂吃饭的老人有一百三十多位，还有二十多份由志愿者送到家里。",
    "为了让账目清楚，食堂每周在墙上公布买菜的价钱和补贴的数目，请老人代表来查。有老人提出菜太咸，第二天菜谱旁边就添了少盐的标记。",
)

TEA = _article(
    "云雾茶的春天",
    "清明前后，雾坪乡的茶山一天三个样。天刚亮，采茶工就挎着竹篓上了山，一芽一叶，指尖轻轻一提。",
    "雾坪种茶有两百年，却一直卖不上价钱。茶农各炒各的，火候不一样，茶商来了只肯按散茶收购，一斤茶不到六十元。",
    "转机来自合作社。去年，八十七户茶农把茶山交给合作社统一管护，鲜叶统一收购，炒茶的机器也换成了能控温的新设备。",
    "茶叶的品质稳了，茶商的态度也变了。今年第一批春茶，合作社一斤卖到二百四十元，茶农光是卖鲜叶就比去年多收入一倍。",
    "雨水刚停，茶山又冒出一层新芽。合作社的账本上，夏茶的订单已经排到七月。",
    subheadline="——雾坪乡茶农联合起来闯市场",
)

BUS = _article(
    "一条公交线连起十二个村",
    "早晨六点四十分，第一班公交车从北站开出，沿着新修的县道一路向东，停靠十二个村口。车票两元，学生和老人免费。",
    "这条公交线是去年九月开通的。此前，村民进城要先走四里路，再等一天两班的长途客车，错过一班就要等半天。",
    "公交公司算过一笔账，这条线一年要亏三十万元。县里把亏损列入预算，又请公交车顺路捎带邮件和农资，亏损少了一半。",
    "如今，公交车每四十分钟一班，司机认得大半乘客。谁家的鸡蛋要捎进城，打个电话，车到村口自然有人来取。",
    kicker="两元车票，四十分钟一班",
    byline="本报记者 赵 六",
)

PAGE = PageTruth.model_validate(
    {"page_id": "own/2020-05-06/02", "articles": [LIBRARY, RIVER, CANTEEN, TEA, BUS], "runs": []}
)
"""A page of all of them, as a line of pages.jsonl that nobody has typeset yet."""
