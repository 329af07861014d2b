import json

from jiceng.site.overview import overview
from jiceng.site.source import SiteSource


def test_figures_are_json_and_agree_with_the_tables(source: SiteSource) -> None:
    figures = json.loads(json.dumps(overview(source.connection)))
    rows = figures["rows"]
    assert sum(paper["pages"] for paper in figures["newspapers"]) == rows["pages"]
    assert sum(paper["articles"] for paper in figures["newspapers"]) == rows["articles"]
    assert sum(month["quotes"] for month in figures["months"]) == rows["quotes"]
    assert sum(kind["initiatives"] for kind in figures["initiatives"]) == rows["initiatives"]
    assert {"day": "2026-01-03", "pages": 1} in figures["days"]


def test_a_page_that_could_not_be_read_is_counted_as_such(source: SiteSource) -> None:
    failed = {paper["newspaper"]: paper["failed"] for paper in overview(source.connection)["newspapers"]}
    assert failed == {"lake-weekly": 1, "river-daily": 0}


def test_months_without_a_date_are_kept(source: SiteSource) -> None:
    assert any(month["month"] is None and month["quotes"] for month in overview(source.connection)["months"])


def test_who_speaks_for_which_place(source: SiteSource) -> None:
    figures = overview(source.connection)
    community = "江西省/南昌市/东湖区/红旗社区"
    assert {"community_id": community, "role_class": "party", "quotes": 4} in figures["speaks"]
    places = {place["community_id"]: place["quotes"] for place in figures["places"]}
    spoken = sum(row["quotes"] for row in figures["speaks"] if row["community_id"] == community)
    assert places[community] == spoken
    assert places["江西省/南昌市"] >= places["江西省/南昌市/东湖区"] >= places[community]


def test_precision_is_weighted_by_what_it_was_measured_on(source: SiteSource) -> None:
    ((expected,),) = source.connection.execute(
        "SELECT sum(precision * support) / sum(support) FROM rules WHERE target = 'quotes' AND precision IS NOT NULL"
    ).fetchall()
    (found,) = (row for row in overview(source.connection)["quality"] if row["target"] == "quotes")
    assert abs(found["precision"] - expected) < 0.0001
