"""load.sql of a release: SQL that defines its tables and views in DuckDB, wherever the folder is put."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from jiceng.dataset.load_sql import definitions, literal
from jiceng.release.folders import FACTS

VARIABLE = "jiceng_release"


def _head(version: str) -> str:
    return f"""\
-- The tables of release {version} as DuckDB views, with comments.
--
--     cd {version} && duckdb -cmd ".read load.sql"      in the release's folder; -cmd: run it, then ask
--
-- From anywhere else, or over HTTP, say first where it is:
--
--     SET VARIABLE {VARIABLE} = '/data/{version}';      -- or 'https://…/{version}', with the extension httpfs
--     .read /data/{version}/load.sql
"""


def release_load_sql(version: str, files: Mapping[str, Sequence[str]], schemas: Mapping[str, pa.Schema]) -> str:
    """Return the text of load.sql; `files` is table → paths below the release, `schemas` table → its schema.

    The places where the folder is looked for are those below the current directory, `.` the first, so that SQL needs no
    absolute path.
    """
    places = (".", version, f"releases/{version}", f"output/releases/{version}")
    statements = [_find_release(version, places)]
    for table, paths in files.items():
        listed = ",\n    ".join(f"getvariable('{VARIABLE}') || {literal('/' + path)}" for path in paths)
        statements.append(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet([\n    {listed}])")
    statements += definitions(schemas)
    return _head(version) + "\n" + "".join(f"{statement};\n" for statement in statements)


def _find_release(version: str, places: Sequence[str]) -> str:
    """Return the statement that sets the variable, unless it is set, to the first place with this release."""
    found = " UNION ALL ".join(
        f"SELECT {rank} AS rank, {literal(place)} AS place FROM glob({literal(f'{place}/{FACTS}')})"
        for rank, place in enumerate(places)
    )
    missing = f"error('release {version} is not here: SET VARIABLE {VARIABLE} to its folder first')"
    return (
        f"SET VARIABLE {VARIABLE} = coalesce(getvariable('{VARIABLE}'),\n"
        f"    (SELECT arg_min(place, rank) FROM ({found})), {missing})"
    )
