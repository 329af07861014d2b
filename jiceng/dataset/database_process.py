"""The program that writes a database file, run by database.py in a process of its own: SQL statements come by stdin.

It imports nothing of ours and has read nothing but the tables that it writes.
"""

import json
import sys

import duckdb


def main() -> None:
    """Carry out the statements, a list of strings as JSON; an error is one line on standard error, the exit code 1."""
    with duckdb.connect() as connection:
        try:
            for statement in json.load(sys.stdin):
                connection.execute(statement)
        except duckdb.Error as error:
            print(str(error).strip().partition("\n")[0], file=sys.stderr)
            sys.exit(1)


if __name__ == "__main__":
    main()
