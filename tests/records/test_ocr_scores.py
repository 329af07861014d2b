from jiceng.ocr import Scored
from jiceng.records.ocr_scores import worst_score
from schemas import Spans

SCORES = (Scored(0, 4, 0.9), Scored(5, 9, 0.4), Scored(10, 14, 0.8))


def test_the_worst_run_counts_not_the_mean() -> None:
    assert worst_score(SCORES, Spans((0,), (14,))) == 0.4
    assert worst_score(SCORES, Spans((0, 12), (3, 13))) == 0.8


def test_without_scores_there_is_none() -> None:
    assert worst_score((), Spans((0,), (14,))) is None
    assert worst_score(SCORES, Spans((20,), (24,))) is None
    assert worst_score(SCORES, Spans()) is None
