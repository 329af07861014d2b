from pathlib import Path

from jiceng.dataset.checks.builds import check_build
from jiceng.site.source import build_source
from jiceng.site.tables import SITE_TABLES, write_tables
from jiceng.steps import heard_by, tracked
from tests.dataset.conftest import dataset

__all__ = ["dataset"]

Heard = list[tuple[str, int, int]]


def test_a_listener_hears_how_many_are_done_and_nobody_must_listen() -> None:
    heard: Heard = []
    with heard_by(lambda *told: heard.append(told)):
        assert [*tracked("ab", "letters")] == ["a", "b"]
    assert [*tracked("c", "letters")] == ["c"]
    assert heard == [("letters", 0, 2), ("letters", 1, 2), ("letters", 2, 2)]


def test_checking_and_writing_a_site_say_how_far_they_are(dataset: Path, tmp_path: Path) -> None:
    heard: Heard = []
    with heard_by(lambda *told: heard.append(told)), build_source(dataset) as source:
        check_build(dataset)
        write_tables(source.connection, tmp_path)
    assert [what for what, done, of in heard if done == of] == ["files", "order of tables", "texts of pages", "tables"]
    assert heard[-1] == ("tables", len(SITE_TABLES), len(SITE_TABLES))
