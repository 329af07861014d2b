"""quality.json: what is known of how good a release is. Every figure in it was measured."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from jiceng.storage import replace_file

SCORES = Path(__file__).parents[2] / "scores.json"
"""Scores on gold sets by name; written by `jiceng evaluate GOLD_DIR --record NAME`."""
SEALED = SCORES.with_name("sealed_scores.json")
"""Figures of README.md on sets whose truth nobody who works on jiceng can see: F1, and of headlines the share exact."""

DOUBTFUL = ("headline_cut", "unbalanced_marks", "ends_mid_sentence", "order_uncertain")
"""Issues of an article that make its page doubtful."""


def read_scores() -> dict[str, dict[str, Any]]:
    """Return name of a gold set → its hash, sizes, the rules that were measured, and the scores."""
    found: dict[str, dict[str, Any]] = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.is_file() else {}
    return found


def read_sealed() -> list[dict[str, Any]]:
    """Return the sealed sets: name, articles, annotated_articles (None where not known), figures by name."""
    found: list[dict[str, Any]] = json.loads(SEALED.read_text(encoding="utf-8"))
    return found


def record_score(name: str, gold: str, rules_version: str, score: dict[str, Any]) -> None:
    """Put the score on a gold set among those that releases carry, atomically."""
    scores = {**read_scores(), name: {"gold": gold, "rules_version": rules_version, **score}}
    text = json.dumps(dict(sorted(scores.items())), ensure_ascii=False, indent=1)
    replace_file(SCORES, f"{text}\n".encode())


def quality_json(connection: duckdb.DuckDBPyConnection, rules_version: str, rejected: Mapping[str, int]) -> str:
    """Return quality.json of the released tables on a connection; `rejected` is table → rejected records."""
    measured = [
        {"name": name, **score, "same_rules_as_release": score["rules_version"] == rules_version}
        for name, score in read_scores().items()
    ]
    described = {
        "gold": measured,
        "sealed": read_sealed(),
        "rules": _dicts(connection, "SELECT * EXCLUDE (description) FROM rules ORDER BY rule"),
        "rejected_records": {"all": sum(rejected.values()), "by_table": rejected},
        "pages": _pages(connection),
        "article_issues": _counts(connection, "SELECT unnest(issues) AS name FROM articles"),
        "quotes": _quotes(connection),
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _pages(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    issues = ", ".join(f"'{issue}'" for issue in DOUBTFUL)
    ((pages, failed, doubtful),) = connection.execute(f"""
        SELECT count(*), count(*) FILTER (status = 'failed'), count(*) FILTER (status = 'failed' OR page_id IN (
            SELECT page_id FROM articles WHERE list_has_any(issues, [{issues}])))
        FROM pages
    """).fetchall()
    return {
        "all": pages,
        "failed": failed,
        "doubtful": doubtful,
        "doubtful_share": round(doubtful / pages, 4) if pages else None,
        "doubtful_means": f"failed, or with an article that has one of the issues {', '.join(DOUBTFUL)}",
    }


def _quotes(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    ((quotes, high, named),) = connection.execute("""
        SELECT count(*), count(*) FILTER (confidence >= 0.9), count(*) FILTER (speaker IS NOT NULL) FROM quotes
    """).fetchall()
    return {"all": quotes, "high_confidence": high, "with_speaker": named}


def _counts(connection: duckdb.DuckDBPyConnection, names: str) -> dict[str, int]:
    return dict(connection.execute(f"SELECT name, count(*) FROM ({names}) GROUP BY name ORDER BY name").fetchall())


def _dicts(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows = connection.execute(query)
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
