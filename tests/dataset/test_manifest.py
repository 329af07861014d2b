import os
from pathlib import Path

import pytest

from jiceng.dataset.manifest import MANIFEST, NoDataset, build_folder, current_build, published_manifest, read_manifest


def test_a_build_is_found_by_itself_and_by_its_output(dataset: Path) -> None:
    current = current_build(dataset)
    assert current is not None
    assert build_folder(dataset) == build_folder(current) == current
    assert published_manifest(dataset) == read_manifest(current)


def test_a_folder_without_a_build(tmp_path: Path) -> None:
    assert current_build(tmp_path) is None
    assert published_manifest(tmp_path) is None
    with pytest.raises(NoDataset, match="holds no dataset"):
        build_folder(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"), [(None, "cannot be read"), ("{", "JSON: "), ("{}", r"\(build_id: Field required\)")]
)
def test_a_manifest_that_cannot_be_read(tmp_path: Path, text: str | None, line: str) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(NoDataset, match=line):
        read_manifest(tmp_path)


def test_a_pipe_in_the_place_of_a_manifest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / MANIFEST)
    with pytest.raises(NoDataset, match=r"cannot be read \(.*is a named pipe, not a file; move it away\)"):
        read_manifest(tmp_path)
