from jiceng.evaluation.found import extract_from_gold, raw_offsets
from jiceng.evaluation.gold import Gold
from schemas import Spans


def test_raw_offsets_are_in_reading_order() -> None:
    assert raw_offsets(Spans((5, 1), (7, 2))) == [5, 6, 1]


def test_rows_of_the_golds_own_articles(gold: Gold) -> None:
    found = extract_from_gold(gold.pages)
    (page,) = found.pages.values()
    quote_ids = [quote.quote_id for quote in page.rows["quotes"]]
    assert quote_ids == sorted(quote_ids)
    mentioned = {mention.entity_id for mention in page.rows["mentions"]}
    assert mentioned
    assert mentioned <= found.entities.keys()
