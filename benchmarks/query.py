"""How long ten questions take that consumers ask: python -m benchmarks.query [--quotes 1000000]

Quotes, articles, people and communities are generated, with the columns of the contract that are asked for and quotes
of about 50 characters, and written as Parquet; DuckDB is asked through views, as `output/load.sql` defines them. Given
are the medians of three times, by the clock and of the processor.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import duckdb

from jiceng.dataset.tables import rows_per_group

TIMES = 3
_WORDS = (
    *("社区", "治理", "基层", "党建", "网格", "居民", "服务", "群众", "发展", "建设"),
    *("干部", "村民", "志愿者", "老人", "环境", "经济", "改革", "创新", "会议", "工作"),
)
_LIST = "[" + ", ".join(f"'{word}'" for word in _WORDS) + "]"
_COMMUNITIES, _PEOPLE_PER_QUOTE, _QUOTES_PER_ARTICLE = 20_000, 0.1, 5
TABLES = {
    "communities": """
        SELECT format('某省/市{:02d}/区{:03d}/社区{:05d}', n % 50, n % 500, n) AS community_id,
            format('社区{:05d}', n) AS name, 'community' AS level, format('市{:02d}', n % 50) AS city,
            CAST(hash(n) % 90 AS INTEGER) AS mention_count
        FROM range({communities}) t(n) ORDER BY community_id""",
    "people": """
        SELECT format('人{:08d}@某省', n) AS person_id, format('人{:08d}', n) AS name,
            CAST(hash(n) % 20 AS INTEGER) AS quote_count
        FROM range({people}) t(n) ORDER BY person_id""",
    "articles": """
        SELECT format('paper-{:03d}/{:08d}/a0', n * 50 // {articles}, n) AS article_id,
            format('paper-{:03d}', n * 50 // {articles}) AS newspaper,
            DATE '2000-01-01' + CAST(hash(n) % 9000 AS INTEGER) AS issue_date, {text8} AS headline
        FROM range({articles}) t(n) ORDER BY article_id""",
    "quotes": """
        SELECT format('paper-{:03d}/{:08d}/q{:d}', a * 50 // {articles}, a, n % 5) AS quote_id,
            format('paper-{:03d}/{:08d}/a0', a * 50 // {articles}, a) AS article_id,
            format('paper-{:03d}', a * 50 // {articles}) AS newspaper,
            DATE '2000-01-01' + CAST(hash(a) % 9000 AS INTEGER) AS issue_date, {text23} AS text,
            CASE WHEN hash(n) % 3 = 0 THEN 'direct' ELSE 'indirect' END AS kind,
            format('人{:08d}', hash(n) % {people}) AS speaker,
            format('人{:08d}@某省', hash(n) % {people}) AS person_id,
            CASE WHEN hash(n) % 2 = 0 THEN c END AS community_id,
            CASE hash(n) % 4 WHEN 0 THEN 'party' WHEN 1 THEN 'government' WHEN 2 THEN 'resident' END AS role_class,
            (hash(n) % 1000) / 1000 AS confidence
        FROM (SELECT n, n // 5 AS a, format('某省/市{:02d}/区{:03d}/社区{:05d}', k % 50, k % 500, k) AS c
              FROM (SELECT n, hash(n) % {communities} AS k FROM range({quotes}) t(n)))""",
}
QUESTIONS = {
    "how many quotes": "SELECT count(*) FROM quotes",
    "quotes by year": "SELECT year(issue_date), count(*) FROM quotes GROUP BY 1 ORDER BY 1",
    "quotes by role of the speaker": "SELECT role_class, count(*) FROM quotes GROUP BY 1 ORDER BY 2 DESC",
    "the ten most quoted people": "SELECT person_id, count(*) FROM quotes GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
    "sure quotes of one newspaper in a year": """
        SELECT quote_id, text FROM quotes
        WHERE newspaper = 'paper-007' AND year(issue_date) = 2010 AND confidence >= 0.9""",
    "one quote by its id": "SELECT * FROM quotes WHERE quote_id = (SELECT max(quote_id) FROM quotes)",
    "quotes with a word": "SELECT count(*) FROM quotes WHERE contains(text, '网格居民')",
    "cities by quotes": """
        SELECT city, count(*) FROM quotes JOIN communities USING (community_id) GROUP BY 1 ORDER BY 2 DESC""",
    "headlines of the quotes of a community": """
        SELECT headline, text FROM quotes JOIN articles USING (article_id)
        WHERE community_id = (SELECT max(community_id) FROM quotes)""",
    "share of residents by newspaper and year": """
        SELECT newspaper, year(issue_date), avg(CAST(role_class = 'resident' AS INTEGER)) FROM quotes GROUP BY 1, 2""",
}


def write_tables(folder: Path, quotes: int) -> None:
    """Write the tables as Parquet."""
    sizes = {
        "quotes": quotes,
        "articles": -(-quotes // _QUOTES_PER_ARTICLE),
        "people": max(1, int(quotes * _PEOPLE_PER_QUOTE)),
        "communities": _COMMUNITIES,
    }
    for count in (8, 23):  # so many words
        words = (
            f"list_extract({_LIST}, CAST(1 + hash(n * 97 + {at}) % {len(_WORDS)} AS BIGINT))" for at in range(count)
        )
        sizes[f"text{count}"] = "concat(" + ", ".join(words) + ")"
    with duckdb.connect() as connection:
        for table, query in TABLES.items():
            for name, size in sizes.items():
                query = query.replace(f"{{{name}}}", str(size))
            group = rows_per_group(table)
            to = f"TO '{folder / table}.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})"
            connection.execute(f"COPY ({query}) {to}")


def ask(folder: Path, question: str) -> tuple[float, float, int]:
    """Return the median seconds of a question, by the clock and of the processor, and its number of rows."""
    with duckdb.connect() as connection:
        for table in TABLES:
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder / table}.parquet')")
        times = []
        for _ in range(TIMES):
            clock, processor = perf_counter(), process_time()
            rows = connection.execute(question).fetchall()
            times.append((perf_counter() - clock, process_time() - processor))
    return median(clock for clock, _ in times), median(processor for _, processor in times), len(rows)


def report(quotes: int, questions: Sequence[str] = tuple(QUESTIONS)) -> list[str]:
    """Return the lines of the report, as Markdown."""
    with tempfile.TemporaryDirectory(prefix="jiceng-query-") as name:
        folder = Path(name)
        write_tables(folder, quotes)
        size = sum(path.stat().st_size for path in folder.iterdir())
        lines = [f"{quotes:,} quotes, {size / 1e6:.0f} MB of Parquet:", ""]
        lines += ["| question | clock, s | processor, s | rows |", "|---|---|---|---|"]
        for what in questions:
            clock, processor, rows = ask(folder, QUESTIONS[what])
            lines.append(f"| {what} | {clock:.2f} | {processor:.2f} | {rows:,} |")
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quotes", type=int, default=1_000_000)
    print("\n".join(report(options.parse_args().quotes)))


if __name__ == "__main__":
    main()
