from typing import Any

import pytest

from jiceng.site import quality
from jiceng.site.quality import measured


def score(pages: int) -> dict[str, Any]:
    records = {"people": {"f1": 0.5, "precision": 0.4, "recall": 0.6, "gold": 9}}
    found = {"pages": {"headline": {"accuracy": 0.8, "gold": 7}}, "records": records}
    return {"pages": pages, "annotated_articles": 3, "rules_version": "old", "end_to_end": found}


def test_other_sets_have_their_sizes_and_say_whether_they_were_measured_with_these_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(quality, "read_scores", lambda: {"many": score(80), "one": score(1)})
    (known,) = (each for each in measured("new") if not each["sealed"])
    assert (known["set"], known["pages"], known["articles"], known["annotated"]) == ("many", 80, 7, 3)
    assert known["same_rules"] is False
    assert known["figures"] == [
        {"name": "headline", "value": 0.8, "gold": 7},
        {"name": "people", "value": 0.5, "gold": 9},
    ]
    assert measured("old")[-1]["same_rules"] is True
