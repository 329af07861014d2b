"""A build: a folder with every table, written under a temporary name and moved into place when it is complete.

What has not changed is taken from the current build, unopened: a newspaper's year of which no shard changed
(compaction.py), a bucket of entities that no changed shard has anything in (buckets.py).
"""

# Imports nothing: where it imports its modules, DuckDB's binding (2.0) lists leaks when a build under Prefect ends.
