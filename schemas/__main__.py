"""Write the data dictionary and the JSON Schemas: `python -m schemas docs`."""

import json
import sys
from pathlib import Path

from schemas import SCHEMA_VERSION, TABLES, dictionary_section, json_schema


def generated_documents() -> dict[str, str]:
    """Return path below docs/ → text of every generated document."""
    head = (
        "# Data dictionary\n\n"
        f"Schema version {SCHEMA_VERSION}. Generated from the models in `schemas/` by `python -m schemas docs`.\n"
        "Offsets count code points from 0 and ranges are half open; `raw_spans` and `spans` are lists of\n"
        "`struct<start: int32, end: int32>` in `pages.raw_text`, in reading order. A column that is not marked\n"
        "`yes` under *null* always has a value.\n\n"
    )
    documents = {"dictionary.md": head + "\n".join(dictionary_section(model) for model in TABLES.values())}
    for name, model in TABLES.items():
        documents[f"schemas/{name}.json"] = json.dumps(json_schema(model), ensure_ascii=False, indent=2) + "\n"
    return documents


def write_documents(folder: Path) -> None:
    """Write every generated document below the folder."""
    for path, text in generated_documents().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m schemas FOLDER")
    write_documents(Path(sys.argv[1]))
