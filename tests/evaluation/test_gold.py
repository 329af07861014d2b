"""A gold folder: what a perfect reader would read, and what is said where a file is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from jiceng.evaluation.gold import Gold, NoGold, read_gold, require_records
from jiceng.page import InputFault
from tests.evaluation.conftest import Change, Changed, make_gold_folder


def test_articles_are_those_of_the_page(gold: Gold) -> None:
    feature, second, sidebar = gold.articles
    assert (feature.truth.headline, second.truth.kicker, sidebar.truth.headline) == (
        "进取，推进“攀枝花之治”",
        "与会者热议提升城乡基层治理能力——",
        "",
    )
    assert [credit.name for credit in feature.article.byline] == ["江潇", "李蕊池"]
    assert len(sidebar.article.paragraphs) == 23


def test_a_perfect_reader_gives_the_truth(gold: Gold) -> None:
    for article in gold.articles:
        truth = [article.truth.units[unit].text for unit in article.paragraph_units]
        assert [paragraph.text.text for paragraph in article.article.paragraphs] == truth


def test_a_quote_is_printed_where_it_stands(gold: Gold) -> None:
    (page,) = gold.pages
    (article, *_) = gold.articles
    assert article.records is not None
    quote = article.records.quotes[0]
    printed = "".join((page.raw.raw_text or "")[at] for at in article.printed_quote(quote))
    assert printed == quote.text


def test_look_alikes_of_the_page_stay(changed: Changed) -> None:
    def misread(page: dict[str, Any]) -> None:
        unit = page["articles"][0]["units"][2]
        assert "经济工作" in unit["text"]
        unit["text"] = unit["text"].replace("经济工作", "经济工件")

    (article, *_) = read_gold(changed("pages.jsonl", misread)).articles
    assert "经济工作" in article.article.paragraphs[0].text.text


def test_what_may_be_null_may_be_left_out(changed: Changed) -> None:
    def shorten(line: dict[str, Any]) -> None:
        line["quotes"] = [{"kind": "direct", "paragraph": 1, "start": 1, "text": "市委十届八次全会"}]
        line["communities"] = [{"name": "东区", "level": "county"}]
        line["initiatives"] = [{"name": "“攀枝花之治”", "kind": "target", "required": True}]

    (article, *_) = read_gold(changed("records.jsonl", shorten)).articles
    assert article.records is not None
    assert article.records.quotes[0].speaker is None


def test_records_are_optional(tmp_path: Path) -> None:
    folder = make_gold_folder(tmp_path / "gold")
    (folder / "records.jsonl").unlink()
    gold = read_gold(folder)
    assert all(article.records is None for article in gold.articles)
    with pytest.raises(NoGold, match=r"no article has a line in records\.jsonl"):
        require_records(folder, gold)


def organizations_beside(folder: Path, *lines: dict[str, object]) -> Path:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "organizations.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_organizations_are_those_of_annotated_articles(tmp_path: Path, gold: Gold) -> None:
    line = {"source": "panzhihua-1", "organizations": [{"name": "市民政局", "forms": ["民政局"]}]}
    with_them = read_gold(organizations_beside(make_gold_folder(tmp_path / "gold"), line))
    truths = {article.source: article.records for article in with_them.articles if article.records}
    (organization,) = truths["panzhihua-1"].organizations or ()
    assert (organization.name, organization.forms, organization.required) == ("市民政局", ("民政局",), True)
    assert truths["panzhihua-2"].organizations is None
    assert with_them.hash != gold.hash


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["panzhihua-1", "panzhihua-1"], "organizations.jsonl, line 2: there is another line of article panzhihua-1"),
        (["nowhere"], "organizations.jsonl, line 1: article nowhere has no line in records.jsonl"),
    ],
)
def test_organizations_of_no_article(tmp_path: Path, sources: list[str], said: str) -> None:
    lines = [{"source": source, "organizations": []} for source in sources]
    folder = organizations_beside(make_gold_folder(tmp_path / "gold"), *lines)
    with pytest.raises(InputFault) as error:
        read_gold(folder)
    assert str(error.value.fault) == said


@pytest.mark.parametrize("missing", ["pages.jsonl", "raw"])
def test_no_gold_folder(tmp_path: Path, missing: str) -> None:
    folder = make_gold_folder(tmp_path / "gold")
    (folder / missing).rename(tmp_path / "elsewhere")
    with pytest.raises(NoGold, match=f"gold: is not a gold folder; it has no {missing}"):
        read_gold(folder)


def test_articles_of_other_pages_are_left_out(changed: Changed) -> None:
    gold = read_gold(changed("records.jsonl", lambda line: line.update(source="elsewhere-1")))
    assert gold.left_out == 1
    assert [article.source for article in gold.articles if article.records is not None] == [
        "panzhihua-2",
        "panzhihua-3",
    ]


def test_records_of_other_pages_only(changed: Changed) -> None:
    folder = changed("records.jsonl", lambda line: line.update(source="elsewhere-1"))
    records = folder / "records.jsonl"
    records.write_text(records.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(NoGold, match=r"records\.jsonl has no article of a page of pages\.jsonl"):
        read_gold(folder)


def test_gold_without_pages(tmp_path: Path) -> None:
    folder = make_gold_folder(tmp_path / "gold")
    (folder / "records.jsonl").unlink()
    (folder / "pages.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(NoGold, match="names no page"):
        read_gold(folder)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("pages.jsonl", lambda line: line.pop("runs"), "pages.jsonl, line 1: `runs`: Field required"),
        (
            "pages.jsonl",
            lambda line: line.update(page_id="a/undated/b"),
            "line 1: there is no page a/undated/b in raw/",
        ),
        (
            "pages.jsonl",
            lambda line: line["runs"].append([0, 9**6, 0, 0, 0]),
            "is longer than the unit's text or the page",
        ),
        ("pages.jsonl", lambda line: line["runs"].append([0, 1, 0, 900, 0]), "there is no unit 900 of article 0"),
        (
            "pages.jsonl",
            lambda line: line["articles"].append({"source": "panzhihua-1", "units": []}),
            "line 1: there is another article panzhihua-1",
        ),
        (
            "records.jsonl",
            lambda line: line.update(source="panzhihua-2"),
            "line 2: article panzhihua-2 is already on line 1",
        ),
        ("records.jsonl", lambda line: line["quotes"][0].update(start=7), "quote 1 of panzhihua-1 is not at"),
        ("records.jsonl", lambda line: line["quotes"][0].update(paragraph=99), "is not at paragraph 99"),
        ("records.jsonl", lambda line: line["quotes"][0].update(kind="loud"), "`quotes.0.kind`: Input should be"),
    ],
)
def test_a_fault_names_file_and_line(changed: Changed, name: str, change: Change, said: str) -> None:
    with pytest.raises(InputFault) as raised:
        read_gold(changed(name, change))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("pages.jsonl", b"\xff\xfe", "pages.jsonl, byte 0: is not UTF-8"),
        ("records.jsonl", b"{]", "records.jsonl, line 1: Invalid JSON"),
        ("raw/panzhihua-daily/newspaper.toml", b"title = 1", "raw/panzhihua-daily/newspaper.toml: `title`"),
        ("raw/panzhihua-daily/undated/9e7fc240720b64a5.txt", b"\xff\x00\x81\xff", "9e7fc240720b64a5.txt"),
    ],
)
def test_a_file_that_is_wrong(tmp_path: Path, path: str, data: bytes, said: str) -> None:
    folder = make_gold_folder(tmp_path / "gold")
    (folder / path).write_bytes(data)
    with pytest.raises(InputFault) as raised:
        read_gold(folder)
    assert said in str(raised.value)


def test_a_page_stands_on_one_line(tmp_path: Path) -> None:
    folder = make_gold_folder(tmp_path / "gold")
    pages = folder / "pages.jsonl"
    pages.write_text(pages.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(InputFault, match=r"pages\.jsonl, line 2: page .* is already on line 1"):
        read_gold(folder)
