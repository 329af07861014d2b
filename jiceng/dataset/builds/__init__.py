"""A build: a folder with every table, written under a temporary name and moved into place when it is complete.

What has not changed is taken from the current build, unopened: a newspaper's year of which no shard changed
(compaction.py), a bucket of entities that no changed shard has anything in (buckets.py).
"""

from jiceng.dataset.builds.assemble import BuildReport, assemble_build
from jiceng.dataset.builds.row_changes import TableChange

__all__ = ["BuildReport", "TableChange", "assemble_build"]
