from pathlib import Path

from jiceng.dataset.checks.builds import check_build
from tests.dataset.sample import CANAL, LIBRARY, build, write_page


def test_what_changed_is_counted(raw: Path, output: Path) -> None:
    first = build(raw, output)
    assert all((change.new, change.removed) == (change.rows, 0) for change in first.tables.values())
    write_page(raw, "river-daily/2026-01-04/03", CANAL)
    write_page(raw, "river-daily/2026-01-04/02", LIBRARY.replace("三千", "五千"))
    (raw / "river-daily/undated/one.txt").unlink()
    pages = build(raw, output, hour=1).tables["pages"]
    assert (pages.rows, pages.new, pages.changed, pages.removed) == (6, 1, 1, 1)
    assert check_build(output) == []
