from pathlib import Path

import pytest

from jiceng.dataset import shards as shards_module
from jiceng.dataset.manifest import read_manifest
from jiceng.dataset.plan import ShardState, plan_shards
from jiceng.dataset.shards import list_shards
from jiceng.page import find_pages
from tests.dataset.sample import CANAL, build, write_page


def test_a_plan_says_what_changed(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def plan() -> dict[str, tuple[ShardState, tuple[str, ...]]]:
        manifest = read_manifest(output / "current") if (output / "current").exists() else None
        shards = plan_shards(output, list_shards(find_pages(raw), output), manifest)
        return {shard.name: (shard.state, shard.reasons) for shard in shards}

    assert {state for state, _ in plan().values()} == {ShardState.new}
    build(raw, output)
    assert {state for state, _ in plan().values()} == {ShardState.fresh}
    write_page(raw, "river-daily/2026-01-03/01", CANAL)
    write_page(raw, "river-daily/2026-01-09/01", CANAL)
    (raw / "river-daily/2026-01-04/02.toml").write_text('page_number = "2"\n', encoding="utf-8")
    (raw / "lake-weekly/2026-02-01/A01.txt").unlink()
    (raw / "lake-weekly/2026-02-01/A02.txt").unlink()
    planned = plan()
    assert planned["river-daily/2026-01"] == (
        ShardState.changed,
        (
            "new page river-daily/2026-01-09/01.txt",
            "changed page river-daily/2026-01-03/01.txt",
            "changed toml of river-daily/2026-01-04/02.txt",
        ),
    )
    assert planned["lake-weekly/2026-02"][0] is ShardState.gone
    rules = {**shards_module.rule_sources(), "jiceng/extraction/lexicon/cue_verbs.txt": "0"}
    monkeypatch.setattr(shards_module, "rule_sources", lambda: rules)
    monkeypatch.setattr(shards_module, "library_versions", lambda: {"pyarrow": "99"})
    state, reasons = next(value for name, value in plan().items() if name.startswith("river-daily/undated"))
    assert state is ShardState.changed
    assert reasons[0].startswith(("new rule file jiceng/extraction/lexicon/cue_verbs.txt", "changed rule file jiceng"))
    assert any(reason.startswith("pyarrow ") and reason.endswith(" → 99") for reason in reasons)
