"""MinerU's files, as versions 0.8 to 4.0 write them: every printed text once, in order, with titles and pages."""

import json
from typing import Any

import pytest

from jiceng.ocr import OcrFault, read_ocr
from jiceng.ocr.blocks import plain

TABLE = "<table><tr><td colspan='2'>藏书</td></tr><tr><td>旧书</td><td>30</td></tr></table>"
BOX = [10, 10, 200, 40]


def spans(*texts: str) -> list[dict[str, Any]]:
    return [{"type": "text", "content": text} for text in texts]


def line(*texts: str) -> dict[str, Any]:
    return {"bbox": BOX, "spans": [{"bbox": BOX, "score": 0.9, **span} for span in spans(*texts)], "index": 0}


def texts_of(written: Any) -> list[list[str]]:
    source_format, pages = read_ocr(json.dumps(written), ".json")
    assert source_format == "mineru"
    return [[each.strip() for each in page.text.split("\n") if each.strip()] for page in pages]


@pytest.mark.parametrize(
    ("caption", "footnote"), [("img_caption", "img_footnote"), ("image_caption", "image_footnote")]
)
def test_captions_of_images_are_kept_under_the_names_of_every_version(caption: str, footnote: str) -> None:
    written = [{"type": "image", "img_path": "a.jpg", caption: ["书屋门口"], footnote: ["王小明 摄"], "page_idx": 0}]
    assert texts_of(written) == [["书屋门口", "王小明 摄"]]


def test_a_table_has_its_caption_above_and_its_footnote_below() -> None:
    written = [{"type": "table", "img_path": "a.jpg", "table_caption": ["表一", ""], "table_footnote": ["注：不含期刊"],
                "table_body": f"\n\n{TABLE}\n\n", "page_idx": 0},
               {"type": "table", "img_path": "b.jpg", "table_caption": ["表二"], "page_idx": 2}]  # fmt: skip
    assert texts_of(written) == [["表一", "藏书", "旧书 30", "注：不含期刊"], [], ["表二"]]


def test_code_and_lists_are_text() -> None:
    written = [{"type": "code", "code_body": "一二", "code_caption": ["图一"], "page_idx": 0},
               {"type": "list", "list_items": ["其一。", "其二。"], "page_idx": 0}]  # fmt: skip
    assert texts_of(written) == [["图一", "一二", "其一。", "其二。"]]


def test_middle_json_keeps_discarded_blocks_tables_and_the_page_number() -> None:
    table = {"type": "table", "blocks": [
        {"type": "table_caption", "lines": [line("表一")]},
        {"type": "table_body", "lines": [{"spans": [{"type": "table", "html": TABLE, "score": 0.5}]}]}]}  # fmt: skip
    text = {"type": "text", "lines": [
        {"spans": [*spans("借书多了"), {"type": "inline_equation", "content": "30\\%", "score": 0.4}, *spans("。")]},
        line("See the new"), line("Reading Room。")]}  # fmt: skip
    page = {"page_idx": 0, "page_size": [600, 800], "images": [], "para_blocks": [
        {"type": "title", "lines": [line("河畔书屋", "（新馆）")]}, text, table,
        {"type": "text", "lines": [], "lines_deleted": True}],
        "discarded_blocks": [{"type": "header", "lines": [line("河畔日报")]},
                             {"type": "page_number", "lines": [line("5")]}]}  # fmt: skip
    written = {"pdf_info": [page, {"page_idx": 1, "para_blocks": []}], "_backend": "pipeline", "_version_name": "1.3.0"}
    assert texts_of(written) == [
        ["河畔日报", "5", "河畔书屋（新馆）", "借书多了30%。See the new Reading Room。", "表一", "藏书", "旧书 30"],
        [],
    ]
    assert read_ocr(json.dumps(written), ".json")[1][0].number == "5"


NESTED: list[Any] = [
    [
        [{"type": "page_header", "content": {"page_header_content": spans("河畔日报")}},
         {"type": "title", "content": {"title_content": spans("书屋开门"), "level": 1}, "bbox": BOX},
         {"type": "paragraph", "content": {"paragraph_content": [
             *spans("借书多了"), {"type": "equation_inline", "content": "30\\%"}, *spans("。")]}},
         {"type": "list", "content": {"list_type": "text_list", "list_items": [
             {"item_type": "text", "item_content": spans("（一）免费。")}]}},
         {"type": "image", "content": {"image_source": {"path": "a.jpg"}, "image_caption": spans("门口"),
                                       "image_footnote": [], "content": "a photo"}},
         {"type": "table", "content": {"image_source": {"path": "b.jpg"}, "table_caption": spans("表一"),
                                       "table_footnote": spans("注"), "html": TABLE, "table_nest_level": 1}},
         {"type": "page_number", "content": {"page_number_content": spans("5")}}],
        [{"type": "paragraph", "content": {"paragraph_content": spans("其余。")}}],
    ],
    {"schema": "docvortex.middle", "schema_version": "2.0", "pages": [
        {"page_idx": 0, "blocks": [
            {"type": "header", "content": spans("河畔日报")},
            {"type": "doc_title", "level": 1, "content": spans("书屋开门")},
            {"type": "text", "content": [*spans("借书多了"), {"type": "equation_inline", "content": "30\\%"},
                                         {"type": "hyperlink", "url": "http://a.cn", "content": spans("。")}]},
            {"type": "list", "content": [{"type": "text", "content": spans("（一）免费。")}]},
            {"type": "image", "content": [{"type": "image_caption", "content": spans("门口")},
                                          {"type": "image_body", "content": "a photo", "image_path": "a.jpg"}]},
            {"type": "table", "content": [{"type": "table_caption", "content": spans("表一")},
                                          {"type": "table_body", "content": TABLE},
                                          {"type": "table_footnote", "content": spans("注")}]},
            {"type": "page_number", "content": spans("5")}]},
        {"page_idx": 1, "blocks": [{"type": "text", "content": spans("其余。")}]}]},
]  # fmt: skip


@pytest.mark.parametrize("written", NESTED)
def test_nested_forms_say_the_same(written: Any) -> None:
    first = ["河畔日报", "5", "书屋开门", "借书多了30%。", "（一）免费。", "门口", "表一", "藏书", "旧书 30", "注"]
    assert texts_of(written) == [first, ["其余。"]]
    page = read_ocr(json.dumps(written), ".json")[1][0]
    assert (page.number, page.sizes[2]) == ("5", 2.0)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"同比 $+24.4\%$ ，约 $30 \%$", "同比 +24.4% ，约 30%"),
        (r"内供 $^+$ 外销，$3 \sim 5$ 米，$\mathrm{C O}_{2}$", "内供 + 外销，3~5 米，CO2"),
        (r"$\frac{1}{2}$", r"$\frac{1}{2}$"),
        ("票价$5到$8", "票价$5到$8"),
        ("甲&amp;乙<!-- image -->", "甲&乙"),
        (r"a\_b \* 3\. 项", "a_b * 3. 项"),
    ],
)
def test_markup_around_printed_characters_is_left_out(written: str, printed: str) -> None:
    assert plain(written) == printed


def test_pages_are_counted_from_the_first_also_where_one_is_blank() -> None:
    written = [{"type": "text", "text": text, "page_idx": page} for text, page in (("甲。", 4), ("乙。", 6))]
    assert texts_of(written) == [["甲。"], [], ["乙。"]]
    with pytest.raises(OcrFault, match="page of number 1e"):
        texts_of([*written, {"type": "text", "text": "丙。", "page_idx": 1e9}])


@pytest.mark.parametrize(
    "written",
    [
        [{"layout_dets": [], "page_info": {"page_no": 0}}],
        [{"cls_id": 12, "label": "header", "score": 0.9, "bbox": BOX}],
    ],
)
def test_what_its_models_found_is_refused_by_name(written: Any) -> None:
    with pytest.raises(OcrFault, match=r"model\.json.*_middle\.json"):
        texts_of(written)
