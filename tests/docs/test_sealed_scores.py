import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("figure", ["quotes_direct_with_speaker", "people", "headline"])
def test_chinese_readme_gives_the_same_figures(figure: str) -> None:
    sealed = {each["set"]: each["figures"] for each in measured("") if each["sealed"]}
    values = {
        name: next(f"{each['value']:.3f}" for each in sealed[name] if each["name"] == figure)
        for name in ("national", "local")
    }
    text = "".join((README.parent / "README.zh.md").read_text(encoding="utf-8").split())
    assert re.search(rf"{values['national']}(?:、地方媒体|与){values['local']}", text)
