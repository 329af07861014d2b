from dataclasses import replace
from pathlib import Path

from jiceng.evaluation.gold import Gold
from jiceng.evaluation.training.links import train_links, write_links
from jiceng.weights import read_features
from tests.reading.interleaving.printed_in_turn import COLUMNS


def test_a_word_across_a_line_end_speaks_for_going_on(gold: Gold, tmp_path: Path) -> None:
    (page,) = gold.pages
    raw_text = "\n".join(line for column in COLUMNS for line in column)
    weights = train_links([replace(page, raw=replace(page.raw, raw_text=raw_text))])
    assert weights["across: word of 2, pair seen 1, medium page"] > 0
    assert weights["across: word of 0, pair seen 0, medium page"] < 0
    write_links(weights, "Learned from a page.", tmp_path / "links.toml")
    written = read_features(tmp_path / "links.toml")
    assert written["across: word of 2, pair seen 1, medium page"] > 0
