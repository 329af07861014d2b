"""What a dataset is called and who publishes it: the same words in all descriptors."""

from dataclasses import dataclass

from schemas import ReleaseFacts

ANNOTATIONS_LICENSE = "CC-BY-4.0"
"""SPDX id of the licence of what jiceng adds: rows, spans, names of rules; never of the newspapers' text."""
ANNOTATIONS_LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"

KEYWORDS = (
    "Chinese newspapers",
    "OCR",
    "local governance",
    "community governance",
    "quotations",
    "named entities",
    "基层治理",
)


@dataclass(frozen=True, slots=True)
class About:
    """The dataset in its publisher's words."""

    title: str
    creators: tuple[str, ...]
    url: str | None = None
    """Where the dataset is at home."""


DESCRIPTION = (
    "Articles, quotes, initiatives, communities, people and organizations read from the OCR text of Chinese newspaper "
    "pages, each row traceable to the characters it was read from and to the rule that found it."
)


def text_profile_words(facts: ReleaseFacts) -> str:
    """Return in words how much of the newspapers' text a release carries."""
    return {
        "full": "the newspapers' text in full",
        "excerpt": "short excerpts of the newspapers' text",
        "none": "none of the newspapers' running text",
    }[facts.text]
