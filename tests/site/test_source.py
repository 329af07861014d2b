from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jiceng.dataset.manifest import NoDataset
from jiceng.site.source import build_source
from tests.dataset.sample import copy_of, files_of, write_table


def test_a_build_of_another_version_is_named_in_one_line(dataset: Path, tmp_path: Path) -> None:
    build = copy_of((dataset / "current").resolve(), tmp_path / "old")
    rows = pq.read_table(files_of(build, "newspapers")[0])
    write_table(build, "newspapers", rows.drop_columns(["publisher"]))
    with (
        pytest.raises(NoDataset, match=r"old: has other columns .*; `jiceng build` builds it anew$"),
        build_source(build),
    ):
        pass
