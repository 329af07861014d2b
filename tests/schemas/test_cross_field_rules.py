"""What one row's fields promise about each other: an example that holds, and each way to break it."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from pydantic import ValidationError

from schemas import TABLES, Break, Paragraph, Span, Title
from schemas.quote import has_outer_marks


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


PAGE: dict[str, Any] = {
    "page_id": "a/undated/1",
    "newspaper": "a",
    "source_path": "a/undated/1.txt",
    "source_sha256": digest("甲乙\n丙"),
    "status": "read",
    "raw_text": "甲乙\n丙",
    "raw_sha256": digest("甲乙\n丙"),
    "furniture_spans": (Span(start=3, end=4),),
    "breaks": (Break(raw_offset=2, verdict="furniture", reason="folio_line", confidence=0.9),),
    "article_count": 1,
    "character_count": 3,
}
ARTICLE: dict[str, Any] = {
    "article_id": "a/undated/1/a0",
    "page_id": "a/undated/1",
    "newspaper": "a",
    "position": 1,
    "kind": "report",
    "headline": "标题",
    "titles": (Title(role="headline", text="标题", spans=(Span(start=0, end=2),)),),
    "text": "甲乙\n丙",
    "paragraphs": (
        Paragraph(role="body", text_start=0, text_end=2),
        Paragraph(role="body", text_start=3, text_end=4),
    ),
    "raw_spans": (Span(start=3, end=6),),
    "text_sha256": digest("甲乙\n丙"),
    "character_count": 3,
}
QUOTE: dict[str, Any] = {
    "quote_id": "a/undated/1/q3-6",
    "article_id": "a/undated/1/a0",
    "newspaper": "a",
    "paragraph": 0,
    "text": "好日子",
    "kind": "direct",
    "speaker": "张三",
    "speaker_kind": "person",
    "rule": "cue_before",
    "attribution": "named",
    "confidence": 0.9,
    "text_start": 0,
    "text_end": 3,
    "raw_spans": (Span(start=3, end=6),),
    "position": 1,
}
MENTION: dict[str, Any] = {
    "mention_id": "a/undated/1/m3-5-person",
    "article_id": "a/undated/1/a0",
    "entity_type": "person",
    "entity_id": "张三@x",
    "surface": "张三",
    "text_start": 0,
    "text_end": 2,
    "raw_spans": (Span(start=3, end=5),),
    "rule": "office_before",
    "confidence": 0.9,
}
INITIATIVE: dict[str, Any] = {
    "initiative_id": "四个一@x",
    "name": "“四个一”工程",
    "kind": "programme",
    "components": ("一", "二", "三", "四"),
    "stated_count": 4,
}
COMMUNITY: dict[str, Any] = {
    "community_id": "四川省/攀枝花市",
    "name": "攀枝花市",
    "name_pinyin": "pan zhi hua shi",
    "level": "city",
    "parent_id": "四川省",
    "division_code": "5104",
    "division_year": 2020,
    "resolution": "gazetteer",
}
RULE: dict[str, Any] = {
    "rule": "cue_before",
    "target": "quotes",
    "description": "…",
    "support": 4,
    "precision": 1.0,
    "precision_low": 0.6,
    "gold": "0",
}
EXAMPLES = {
    "pages": PAGE,
    "articles": ARTICLE,
    "quotes": QUOTE,
    "mentions": MENTION,
    "initiatives": INITIATIVE,
    "communities": COMMUNITY,
    "rules": RULE,
}


@pytest.mark.parametrize(("table", "row"), EXAMPLES.items(), ids=EXAMPLES)
def test_examples_hold(table: str, row: dict[str, Any]) -> None:
    TABLES[table].model_validate(row)


@pytest.mark.parametrize(
    ("table", "change", "error"),
    [
        ("pages", {"raw_text": None}, "null if and only if status is failed"),
        ("pages", {"status": "failed"}, "null if and only if status is failed"),
        ("pages", {"raw_sha256": digest("x")}, "not that of raw_text"),
        ("pages", {"character_count": 4}, "not white space"),
        ("pages", {"issue_date": date(2020, 1, 1)}, "issue_date_source"),
        ("pages", {"furniture_spans": (Span(start=3, end=5),)}, "leaves the raw text"),
        ("pages", {"furniture_spans": (Span(start=0, end=2), Span(start=1, end=3))}, "overlaps"),
        ("pages", {"breaks": (Break(raw_offset=9, verdict="part", reason="x", confidence=1.0),)}, "not in order"),
        ("articles", {"raw_spans": (Span(start=3, end=5),)}, "text has 3 characters, its raw_spans 2"),
        ("articles", {"text_sha256": digest("x")}, "text_sha256"),
        ("articles", {"character_count": 4}, "character_count"),
        ("articles", {"paragraphs": ARTICLE["paragraphs"][:1]}, "not the lines of text"),
        ("articles", {"headline": "别的"}, "headline is not what titles print"),
        ("articles", {"kicker": "引题"}, "kicker is not what titles print"),
        ("articles", {"headline": None, "titles": ()}, "no_headline"),
        ("articles", {"position": 0}, "greater than or equal to 1"),
        ("articles", {"keywords": tuple("一二三四五六七八九十甲")}, "at most 10"),
        ("quotes", {"text_end": 0}, "not after its start"),
        ("quotes", {"text_end": 4}, "not as long as its range"),
        ("quotes", {"raw_spans": (Span(start=3, end=5),)}, "quote has 3 characters"),
        ("quotes", {"text": "“好”"}, "must not have its outer marks"),
        ("quotes", {"speaker": None}, "attribution must be none"),
        ("quotes", {"speaker_kind": None}, "speaker_kind must be set"),
        ("quotes", {"public_office": True}, "public_office must be set if and only if"),
        ("quotes", {"speaker_title": "局长"}, "public_office must be set if and only if"),
        ("quotes", {"speaker_kind": "group", "person_id": "张三@x"}, "unless a person speaks"),
        ("mentions", {"surface": "张三丰"}, "not as long as its range"),
        ("mentions", {"raw_spans": (Span(start=3, end=6),)}, "mention has 2 characters"),
        ("initiatives", {"stated_count": 5}, "count_disagrees must be set"),
        ("initiatives", {"issues": ("count_disagrees",)}, "count_disagrees must be set"),
        ("initiatives", {"stated_count": None, "issues": ("count_disagrees",)}, "count_disagrees must be set"),
        ("communities", {"name": "西昌市"}, "does not end with the name"),
        ("communities", {"parent_id": "云南省"}, "does not continue parent_id"),
        ("communities", {"division_code": "51040"}, "pattern"),
        ("communities", {"division_year": None}, "division_year must be set"),
        ("rules", {"support": 0}, "if and only if support is not 0"),
    ],
)
def test_broken_rows_are_refused(table: str, change: dict[str, Any], error: str) -> None:
    with pytest.raises(ValidationError, match=error):
        TABLES[table].model_validate({**EXAMPLES[table], **change})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“好日子”", True),
        ("“一”和“二”", False),
        ("“他说‘好’”", True),
        ("“未完", False),
        ("好日子", False),
        ("‘一枢纽五高地’", False),
        ('"好"', True),
        ("“", False),
        ("", False),
    ],
)
def test_has_outer_marks(text: str, expected: bool) -> None:
    assert has_outer_marks(text) is expected
