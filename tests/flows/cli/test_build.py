"""`jiceng build --direct`, `plan` and `rollback`."""

from pathlib import Path

from tests.flows.conftest import Jiceng


def test_direct_build_plan_and_rollback(raw: Path, called: Jiceng) -> None:
    planned = called("plan")
    assert (planned.returncode, "2 of 2 shards would be read (2 pages); 0 are fresh" in planned.stdout) == (0, True)
    assert "not read yet" in planned.stdout
    built = called("build", "--direct", "--workers", "1")
    assert built.returncode == 0, built.stderr
    assert "is published: 2 pages" in built.stdout
    page = raw / "example-daily" / "2024-02-05" / "01.txt"
    page.write_text("又一版\n", encoding="utf-8")
    (raw / "example-daily" / "2024-01-05" / "01.txt").unlink()
    changed = called("plan")
    assert "changed page example-daily/2024-02-05/01.txt" in changed.stdout
    assert "its pages are no longer in raw/" in changed.stdout
    none = called("rollback")
    assert (none.returncode, "no build is kept from before" in none.stderr) == (2, True)
    called("build", "--direct", "--workers", "1")
    assert " is current again" in called("rollback").stdout
    assert "1 of 1 shards would be read" not in called("plan").stdout
    assert "keeps all its promises" in called("check").stdout


def test_direct_reading_by_dask_is_refused(raw: Path, called: Jiceng) -> None:
    run = called("build", "--direct", "--engine", "dask")
    assert (run.returncode, run.stderr.startswith("jiceng: --direct: reads with this machine")) == (2, True)
