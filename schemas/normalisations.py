"""The one table of characters that a text may show in place of those of the raw text, one for one."""

import string
import unicodedata

LINE_ENDS = "\n\r\f\x85\u2028\u2029"
"""Characters that end a line; CRLF is one line end."""

NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters that print nothing: they count as white space."""
WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + NO_WIDTH
"""Every character of white space; Unicode has none above the ideographic space."""

_RADICALS = (
    "⺀冫⺁厂⺂乛⺃乚⺅亻⺆冂⺈刀⺉刂⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭"
    "⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺵网⺶羊⺷羊⺹耂⺺肀⺻聿⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长"
    "⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""CJK radicals, each before the ideograph that it is printed as; Unicode's EquivalentUnifiedIdeograph says the same."""
_MARKS = '〝“〞”〟”＂"﹁「﹂」﹃『﹄』︵（︶）︽《︾》︿〈﹀〉︰：︱—｡。､、｢「｣」'
"""Rare forms of marks, each before the usual one."""


def _compatible() -> dict[str, str]:
    """Return the Kangxi radicals and compatibility ideographs with the ideograph that each stands for."""
    codes = (*range(0x2F00, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    forms = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {character: form for character, form in forms.items() if form != character and len(form) == 1}


PLAIN_FORMS: dict[str, str] = {
    **_compatible(),
    **dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True)),
    **dict(zip(_MARKS[::2], _MARKS[1::2], strict=True)),
    # full-width digits and Latin letters
    **{chr(0xFEE0 + ord(letter)): letter for letter in string.digits + string.ascii_letters},
}
"""Raw character → the one that every text has instead: another code of the same character, or another form of it."""

NORMALISATIONS: dict[str, str] = {
    **PLAIN_FORMS,
    # half-width punctuation between Chinese characters, as OCR sets it
    ",": "，",
    ":": "：",
    ";": "；",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    # a line end between two Latin words is the space that stood there
    **dict.fromkeys(LINE_ENDS, " "),
    # the spaces of layout that separate words of a title or a byline
    "\t": " ",
    "\u00a0": " ",
    "\u3000": " ",
}
"""Raw character → the character that a text may have instead. Look-alike letters and digits are never among them."""


def may_stand_for(raw: str, shown: str) -> bool:
    """Return whether the text character `shown` is the raw character or its normalisation."""
    return raw == shown or NORMALISATIONS.get(raw) == shown
