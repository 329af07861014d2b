"""XML of OCR engines: ALTO, PAGE XML, ABBYY, METS."""

from tests.fuzzing.rows import read_to_rows
from tests.fuzzing.target import Target
from tests.ocr.samples import FIXTURES

_ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit>
</Description><Layout><Page WIDTH="900" HEIGHT="900" ID="p1" PHYSICAL_IMG_NR="1"><PrintSpace><TextBlock ID="b1">
<TextLine ID="l1" HPOS="10" VPOS="10" WIDTH="400" HEIGHT="40">
<String HPOS="10" VPOS="10" WIDTH="200" HEIGHT="40" WC="0.92" CONTENT="河道清淤" CC="0 1 9 3"/>
<SP WIDTH="5" HPOS="1" VPOS="2"/><String HPOS="215" VPOS="10" WIDTH="200" HEIGHT="40" CONTENT="今日"
SUBS_TYPE="HypPart1" SUBS_CONTENT="今日完工"/></TextLine>
<TextLine ID="l2" HPOS="10" VPOS="60" WIDTH="400" HEIGHT="40" BASELINE="10,95 400,95">
<String HPOS="10" VPOS="60" WIDTH="400" HEIGHT="40" CONTENT="局长陈大山说：“清淤"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"""
_WORDS = (
    *("<String/>", "<SP/>", "<HYP/>", "<Page>", "</Page>", "<TextLine/>", "<TextBlock>", "</TextBlock>", "<alto>"),
    *("<!DOCTYPE a>", "<![CDATA[甲]]>", "<?xml version='1.1'?>", "mm10", "inch1200", "&amp;", "&nbsp;", "<Shape/>"),
    *('"NaN"', '"-5"', '"1e9"', '""', '"0"', '"10,5 3,4"', 'ROTATION="90"', 'CONTENT="甲"', "<Glyph/>", "<mets>"),
    *("<PcGts/>", "<Coords points='1,1 5,5'/>", "<Unicode>甲</Unicode>", 'encoding="gbk"', "<TextEquiv index='-1'>"),
    *("<charParams l='1' t='1' r='9' b='9'>甲</charParams>", "<ReadingOrder>", "<TextRegion>", "<block blockType='X'>"),
)


def run(data: bytes) -> None:
    """Read a page file of the input as XML."""
    read_to_rows(data, ".xml")


def seeds() -> list[bytes]:
    """Return a small file of each engine."""
    return [_ALTO.encode(), *((FIXTURES / name).read_bytes() for name in ("abbyy-v2.xml", "ocrd-v4.xml"))]


TARGET = Target("alto", run, seeds, tuple(word.encode() for word in _WORDS))
