import re
from pathlib import Path
from typing import Any

import pytest

from jiceng.site import quality
from jiceng.site.quality import FIGURES, measured

README = Path(__file__).parents[2] / "README.md"
ROWS = {
    "article_clusters_b3": "articles, B³ F1",
    "headline": "headline exact",
    "quotes_direct_with_speaker": "direct quotes with speaker, F1",
    "quotes_indirect_with_speaker": "indirect quotes with speaker, F1",
    "people": "people, F1",
    "communities": "communities, F1 / parent right",
    "initiatives": "initiatives, F1 / holder right",
}
"""Figure → its row in README.md."""


def readme_column(title: str) -> dict[str, str]:
    table = re.search(r"(?m)(^\| figure \|.*\n)((?:^\|.*\n)+)", README.read_text(encoding="utf-8"))
    assert table
    at = [cell.strip() for cell in table[1].split("|")].index(title)
    rows = [[cell.strip() for cell in row.split("|")] for row in table[2].splitlines()]
    return {row[1]: row[at].split(" / ")[0] for row in rows}


@pytest.mark.parametrize("name", ["national", "local"])
def test_sealed_figures_are_those_of_the_readme(name: str) -> None:
    """Whoever writes new figures into README.md writes them into jiceng/sealed_scores.json, too."""
    (sealed,) = (each for each in measured("") if each["sealed"] and each["set"] == name)
    column = readme_column(f"sealed: {name}")
    assert {figure["name"]: f"{figure['value']:.3f}" for figure in sealed["figures"]} == {
        figure: column[ROWS[figure]] for figure in FIGURES
    }
    assert f"{name}: {sealed['articles']} articles" in README.read_text(encoding="utf-8").replace("\n", " ")


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
