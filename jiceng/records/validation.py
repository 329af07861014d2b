"""Candidates for rows → validated rows; what a schema refuses becomes a reject with the reasons."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from jiceng.page import Fault
from schemas import ENTITY_TABLES, NO_SPANS, TABLES, Reject, Row, Spans
from schemas.struct_columns import StructColumns


@dataclass
class PageRecords:
    """The rows of one page or article, by table, and the faults for which a page has none."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    faults: list[Fault] = field(default_factory=list)
    entity_articles: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in ENTITY_TABLES.values()})
    """Table of entities → the article_id that each of its rows is from, in the order of the rows."""
    read: tuple[str | None, str | None] = (None, None)
    """SHA-256 of the page file and of its toml as they were read; None of one that was not."""

    def accept(
        self, table: str, candidate: dict[str, Any], page_id: str, raw_spans: Spans | Callable[[], Spans] = NO_SPANS
    ) -> Row | None:
        """Validate a candidate and keep it as a row of its table, or as a reject with the reasons and its spans."""
        try:
            row = TABLES[table].model_validate(candidate)
        except ValidationError as error:
            spans = raw_spans if isinstance(raw_spans, Spans) else raw_spans()
            self.rows["rejects"].append(reject(table, candidate, _reasons(error), page_id, spans))
            return None
        self.rows[table].append(row)
        return row


def _reasons(error: ValidationError) -> list[dict[str, str]]:
    return [
        {"field": ".".join(str(part) for part in reason["loc"]), "error": reason["msg"]} for reason in error.errors()
    ]


def reject(table: str, record: dict[str, Any], errors: list[dict[str, str]], page_id: str, spans: Spans) -> Reject:
    """Return the reject of a record; its id is a hash of the record and the errors, below its page's id."""
    texts = [json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain) for value in (record, errors)]
    digest = sha256("\n".join([table, *texts]).encode()).hexdigest()[:16]
    return Reject(
        reject_id=f"{page_id}/x{digest}",
        table_name=table,
        record=texts[0],
        errors=texts[1],
        page_id=page_id,
        raw_spans=spans,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, StructColumns):
        return value.as_dicts()
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else str(value)
