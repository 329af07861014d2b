"""CITATION.cff and .zenodo.json: how to cite a release."""

import json

from jiceng.release.about import ANNOTATIONS_LICENSE, DESCRIPTION, KEYWORDS, About, text_profile_words
from schemas import ReleaseFacts


def citation_cff(facts: ReleaseFacts, about: About) -> str:
    """Return CITATION.cff (Citation File Format 1.2.0); scalars are written as JSON strings, which are YAML."""
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this dataset, please cite this release of it."',
        "type: dataset",
        f"title: {_quoted(about.title)}",
        f"abstract: {_quoted(DESCRIPTION)}",
        "authors:",
        *(f"  - name: {_quoted(creator)}" for creator in about.creators),
        f"version: {_quoted(facts.version)}",
        f"date-released: {facts.date}",
        f"license: {ANNOTATIONS_LICENSE}",
        *([f"url: {_quoted(about.url)}"] if about.url else []),
        "keywords:",
        *(f"  - {_quoted(keyword)}" for keyword in KEYWORDS),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def zenodo_json(facts: ReleaseFacts, about: About) -> str:
    """Return .zenodo.json: a deposit's metadata in the terms of Zenodo's API; nothing uploads it."""
    described = {
        "title": about.title,
        "upload_type": "dataset",
        "description": f"{DESCRIPTION} This release carries {text_profile_words(facts)}; see RIGHTS.md.",
        "creators": [{"name": creator} for creator in about.creators],
        "version": facts.version,
        "publication_date": facts.date.isoformat(),
        "language": "zho",
        "keywords": list(KEYWORDS),
        "access_right": "open",
        "license": ANNOTATIONS_LICENSE.lower(),
        "notes": "The licence is that of the annotations; newspapers' text stays with its publishers (RIGHTS.md).",
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"
