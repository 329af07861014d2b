"""How good the records are: what was measured on pages whose truth is known, for a site's first page."""

from typing import Any

from jiceng.release.documents.quality import read_scores, read_sealed

FIGURES = (
    "article_clusters_b3",
    "headline",
    "quotes_direct_with_speaker",
    "quotes_indirect_with_speaker",
    "people",
    "communities",
    "initiatives",
)
"""What is shown, by its name in the scores."""
_FEWEST_PAGES = 10
"""With fewer, a score says little."""


def measured(rules_version: str) -> list[dict[str, Any]]:
    """Return the sets, the sealed first: set, pages, articles, annotated articles, whether by these rules, figures.

    A figure is its name, its value (F1 where there is one, else the share right) and the number in the gold. What is
    not known is None.
    """
    sealed = [
        {
            "set": each["name"],
            "sealed": True,
            "pages": None,
            "articles": each["articles"],
            "annotated": each["annotated_articles"],
            "same_rules": None,
            "figures": [{"name": name, "value": each["figures"][name], "gold": None} for name in FIGURES],
        }
        for each in read_sealed()
    ]
    return sealed + [
        _known(name, score, rules_version) for name, score in read_scores().items() if score["pages"] >= _FEWEST_PAGES
    ]


def _known(name: str, score: dict[str, Any], rules_version: str) -> dict[str, Any]:
    found = {**score["end_to_end"]["pages"], **score["end_to_end"].get("records", {})}
    return {
        "set": name,
        "sealed": False,
        "pages": score["pages"],
        "articles": found.get("headline", {}).get("gold"),
        "annotated": score["annotated_articles"],
        "same_rules": score["rules_version"] == rules_version,
        "figures": [
            {"name": name, "value": found[name].get("f1", found[name].get("accuracy")), "gold": found[name].get("gold")}
            for name in FIGURES
            if name in found
        ],
    }
