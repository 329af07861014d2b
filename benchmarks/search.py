"""How large the index of generated quotes is, and how long it is searched: python -m benchmarks.search [--quotes N]

Quotes of 28 words, drawn from jieba's dictionary by how often they are used, are indexed as a release's are; then words
are searched by the macro `search_quotes`, on the Parquet files. Wall time, and processor time in brackets.
"""

import argparse
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.copied_index import copy_index, copy_quotes
from jiceng.dataset.load_sql import literal
from jiceng.dataset.search.index import IndexFiles, write_index
from jiceng.dataset.search.macros import search_macros
from jiceng.dataset.tables import rows_per_group
from schemas import SEARCH_TABLES, TABLES, arrow_schema

WORDS_PER_QUOTE, QUOTES_AT_A_TIME = 28, 50_000
QUESTIONS = ("社区", "网格化", "经济 发展", "中国 人民 政府", "不是这样", "基层社会治理", "的", "的 社区")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quotes", type=int, default=100_000)
    options.add_argument("--newspapers", type=int, default=10)
    options.add_argument(
        "--copies", type=int, default=1, help="search so many copies of them (10 of 1,000,000 take 4 GB)"
    )
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="jiceng-search-") as temporary:
        folder = Path(temporary)
        write_quotes(folder, chosen.quotes, chosen.newspapers)
        began = process_time()
        written = write_index(rows_of(folder), 0, IndexFiles(folder / "postings", folder / "documents", schemas()))
        seconds = process_time() - began
        size = sum(path.stat().st_size for paths in written.values() for path in paths)
        characters = pc.sum(pq.read_table(written["search_documents"], columns=["length"])["length"]).as_py()
        text = (folder / "quotes.parquet").stat().st_size
        print(f"{chosen.quotes:,} quotes of {characters / chosen.quotes:.0f} characters: Parquet {text / 1e6:.1f} MB")
        each = 1e6 * seconds / characters
        print(f"index: {size / 1e6:.1f} MB, {seconds:.1f} s of processor time, {each:.2f} µs per character")
        if chosen.copies > 1:
            copy_quotes(folder / "quotes.parquet", folder / "copied.parquet", chosen.copies)
            (folder / "copied.parquet").rename(folder / "quotes.parquet")
            written = copy_index(written, folder, chosen.copies)
            size = sum(path.stat().st_size for paths in written.values() for path in paths)
            print(f"{chosen.copies} copies of them: index {size / 1e6:.1f} MB")
        ask(folder, written)


def schemas() -> dict[str, pa.Schema]:
    return {table: arrow_schema(model) for table, model in SEARCH_TABLES.items()}


def write_quotes(folder: Path, number: int, newspapers: int) -> None:
    words, uses = zip(*(line.split(" ")[:2] for line in _dictionary()), strict=True)
    weights = np.array(uses, float) / np.sum(np.array(uses, float))
    chance, drawn = np.random.default_rng(19), pa.array(words)
    schema = pa.schema([arrow_schema(TABLES["quotes"]).field(name) for name in ("quote_id", "newspaper", "text")])
    with pq.ParquetWriter(folder / "quotes.parquet", schema, compression="zstd") as writer:
        for first in range(0, number, QUOTES_AT_A_TIME):
            count = min(QUOTES_AT_A_TIME, number - first)
            some = chance.choice(len(words), count * WORDS_PER_QUOTE, p=weights)
            bounds = pa.array(range(0, len(some) + 1, WORDS_PER_QUOTE), pa.int32())
            texts = pc.binary_join(pa.ListArray.from_arrays(bounds, drawn.take(pa.array(some))), "")
            papers = [f"paper-{n * newspapers // number:03d}" for n in range(first, first + count)]
            ids = [
                f"{paper}/undated/{n // 10:08d}/q{n % 10 * 60}-{n % 10 * 60 + 50}"
                for n, paper in enumerate(papers, first)
            ]
            writer.write_table(pa.table([ids, papers, texts], schema=schema), row_group_size=rows_per_group("quotes"))


def _dictionary() -> list[str]:
    return files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()


def rows_of(folder: Path) -> Iterator[tuple[str, pa.Table]]:
    with pq.ParquetFile(folder / "quotes.parquet") as file:
        for batch in file.iter_batches():
            yield "quotes", pa.Table.from_batches([batch])


def ask(folder: Path, written: dict[str, list[Path]]) -> None:
    with duckdb.connect() as connection:
        places = {**written, "quotes": [folder / "quotes.parquet"]}
        columns = {table: list(arrow_schema(model).names) for table, model in TABLES.items()}
        columns["quotes"] = ["quote_id", "newspaper", "text"]
        for table, model in TABLES.items():
            if table not in places:
                connection.register(table, arrow_schema(model).empty_table())
        for table, paths in places.items():
            listed = ", ".join(literal(str(path)) for path in paths)
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")
        for macro in search_macros(columns):
            connection.execute(macro)
        for words in QUESTIONS:
            times = []
            for _ in range(3):
                wall, processor = perf_counter(), process_time()
                hits = connection.execute(f"FROM search_quotes({literal(words)})").fetchall()
                times.append((perf_counter() - wall, process_time() - processor))
            first, best = times[0], min(times)
            print(f"{words}: {len(hits)} hits, {first[0]:.2f} s ({first[1]:.2f}), then {best[0]:.2f} s ({best[1]:.2f})")


if __name__ == "__main__":
    main()
