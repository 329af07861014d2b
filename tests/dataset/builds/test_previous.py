from pathlib import Path

from jiceng.dataset.checks.builds import check_build
from tests.dataset.sample import CANAL, build, write_page


def test_a_damaged_build_is_no_source_of_links(raw: Path, output: Path) -> None:
    first = build(raw, output)
    path = first.folder / "pages/lake-weekly-2026-00000.parquet"
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(data)
    write_page(raw, "river-daily/2026-01-04/03", CANAL)
    build(raw, output, hour=1)
    assert check_build(output) == []


def test_a_build_that_lost_a_file_is_made_again(raw: Path, output: Path) -> None:
    first = build(raw, output)
    (first.folder / "quotes/river-daily-2026-00000.parquet").unlink()
    again = build(raw, output, hour=1)
    assert not again.unchanged
    assert check_build(output) == []
