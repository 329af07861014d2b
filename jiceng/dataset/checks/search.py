"""What is proved of the index of a dataset: each row that is searched has its document, and no other has one."""

from collections.abc import Iterator

import duckdb

from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.search.index import TARGETS
from schemas import TABLES


def check_index(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Yield a row that has no document, a document that has no row or is there twice, and a posting of no document."""
    for target in TARGETS:
        (key,) = TABLES[target].key
        questions = {
            "is not in the index": f"SELECT {key} FROM {target} ANTI JOIN documents ON row_id = {key} LIMIT 1",
            "is in the index, but no row": f"SELECT row_id FROM documents ANTI JOIN {target} ON row_id = {key} LIMIT 1",
            "is in the index twice": "SELECT row_id FROM documents GROUP BY row_id HAVING count(*) > 1 LIMIT 1",
        }
        documents = f"WITH documents AS (SELECT row_id FROM search_documents WHERE target = '{target}')"
        for what, question in questions.items():
            for (row_id,) in connection.execute(f"{documents} {question}").fetchall():
                yield Broken("files", target, row_id, what)
    lost = "SELECT token FROM search ANTI JOIN search_documents USING (target, document) LIMIT 1"
    for (token,) in connection.execute(lost).fetchall():
        yield Broken("files", "search", token, "is said to be in a row that the index does not have")
