"""RIGHTS.md and DATASHEET.md of a release: whose what is, and what the data is not to be used for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jiceng.release.about import ANNOTATIONS_LICENSE, About
from jiceng.release.documents.card import templates
from schemas import Newspaper, ReleaseFacts

_NAMES = {
    "article_clusters_b3": "articles: characters that belong together (B³)",
    "line_joins": "line breaks at which the text goes on",
    "paragraph_breaks": "ends of paragraphs",
    "headline": "headlines",
    "byline": "bylines",
    "article_text_exact": "articles whose text is exact to the character",
    "quotes_direct": "direct quotes",
    "quotes_direct_with_speaker": "direct quotes with their speaker",
    "quotes_indirect": "indirect quotes",
    "quotes_indirect_with_speaker": "indirect quotes with their speaker",
    "people": "people",
    "communities": "communities",
    "initiatives": "initiatives",
}
"""Figures that the datasheet shows, in its order, by their names in the scores."""


def rights_md(facts: ReleaseFacts, newspapers: Sequence[Newspaper]) -> str:
    """Return RIGHTS.md."""
    template = templates().get_template("RIGHTS.md.j2")
    return template.render(facts=facts, newspapers=newspapers, annotations_license=ANNOTATIONS_LICENSE)


def datasheet_md(
    facts: ReleaseFacts,
    about: About,
    newspapers: Sequence[Newspaper],
    scores: Mapping[str, Mapping[str, Any]],
    sealed: Sequence[Mapping[str, Any]],
) -> str:
    """Return DATASHEET.md; `scores` is name of a gold set → its size and figures, `sealed` the sealed sets."""
    template = templates().get_template("DATASHEET.md.j2")
    known = {"facts": facts, "about": about, "newspapers": newspapers, "scores": scores, "sealed": sealed}
    return template.render(known, figures=_figures, names=_NAMES, shown=_shown)


def _figures(score: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what was measured end to end, from the page files to the rows; an accuracy is of those there."""
    measured = {**score["end_to_end"]["pages"], **score["end_to_end"].get("records", {})}
    for name, words in _NAMES.items():
        figure = measured.get(name)
        if isinstance(figure, Mapping):
            found = figure.get("recall", figure.get("accuracy"))
            yield (
                words,
                {"precision": _shown(figure.get("precision")), "recall": _shown(found), "gold": _number(figure)},
            )


def _shown(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _number(figure: Mapping[str, Any]) -> str:
    return f"{figure['gold']:,}" if "gold" in figure else ""
