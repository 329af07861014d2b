"""README.md of a release: a dataset card with the front matter that the Hugging Face hub reads."""

from collections.abc import Mapping, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from jiceng.release.about import ANNOTATIONS_LICENSE, DESCRIPTION, About, text_profile_words
from jiceng.release.contents import RELEASED
from schemas import ReleaseFacts, ReleaseFile

_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
"""Size categories of the hub: rows below, name."""


@cache  # it keeps the templates that it has compiled
def templates() -> Environment:
    """Return the templates of a release's documents."""
    return Environment(
        loader=PackageLoader("jiceng.release.documents"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )


def dataset_card(facts: ReleaseFacts, about: About, files: Mapping[str, Sequence[ReleaseFile]]) -> str:
    """Return README.md; a configuration a table, so that `datasets.load_dataset` reads the folder without a script."""
    rows = sum(facts.rows.values())
    return (
        templates()
        .get_template("README.md.j2")
        .render(
            facts=facts,
            about=about,
            files=files,
            description=DESCRIPTION,
            text_profile=text_profile_words(facts),
            annotations_license=ANNOTATIONS_LICENSE,
            size_category=next((name for limit, name in _SIZES if rows < limit), "10M<n<100M"),
            meanings={table: (RELEASED[table].__doc__ or "").strip() for table in files},
            citation=f"{', '.join(about.creators)}: *{about.title}*, release {facts.version} ({facts.date.year}). "
            "[CITATION.cff](CITATION.cff)",
        )
    )
