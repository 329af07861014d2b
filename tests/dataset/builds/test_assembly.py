from pathlib import Path

from tests.dataset.sample import CANAL, build, write_page


def test_files_that_did_not_change_are_linked(raw: Path, output: Path) -> None:
    first = build(raw, output)
    write_page(raw, "river-daily/2026-01-04/03", CANAL)
    second = build(raw, output, hour=1)

    def linked(name: str) -> bool:
        return (first.folder / name).samefile(second.folder / name)

    assert linked("pages/lake-weekly-2026-00000.parquet")
    assert linked("quotes/river-daily-undated-00000.parquet")
    assert not linked("pages/river-daily-2026-00000.parquet")
