"""Ablation: a rule or group of features is worth what the score of articles left out loses without it."""

from dataclasses import replace

import pytest

from jiceng.evaluation import ablation
from jiceng.evaluation.ablation import ablate
from jiceng.evaluation.gold import Gold
from jiceng.evaluation.training.extraction.train import present_model
from jiceng.extraction import RULES

_ABLATED = ("direct_after", "direct_transcript", "person_office", "community_street_for_short")


@pytest.fixture
def of_other_newspaper(gold: Gold, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The annotated page twice, of two newspapers, and the weights in use in the place of what one could teach."""
    (page,) = gold.pages
    local = replace(page, newspaper=page.newspaper.model_copy(update={"scope": "local", "newspaper": "other"}))
    monkeypatch.setattr(ablation, "train_extraction", lambda _pages, _kept: present_model())
    monkeypatch.setattr(ablation, "_without_features", lambda _model, _cases: iter(()))
    monkeypatch.setattr(ablation, "RULES", tuple(rule for rule in RULES if rule.name in _ABLATED))
    return {"own": [page], "other": [local]}


def test_a_rule_is_worth_what_is_lost_without_it(of_other_newspaper) -> None:  # type: ignore[no-untyped-def]
    functions = [rule.function for rule in RULES]
    said: list[str] = []
    lost = {one.name: one for one in ablate("own", of_other_newspaper, said.append)}
    assert set(lost) == set(_ABLATED)
    assert lost["direct_after"].figures["quotes_direct_with_speaker"] > 0.1
    assert lost["direct_after"].records_f1 > 0.02
    silent = [one for one in lost.values() if not one.pages]
    assert silent
    assert all(one.records_f1 == 0 for one in silent)
    assert [rule.function for rule in RULES] == functions
    assert said[0] == "part 1 of 5 of the articles: learning from the others"


def test_a_part_learns_again_without_a_group_of_features(gold: Gold) -> None:
    cases: dict[str, list[ablation.Case]] = {}
    model = ablation.train_extraction(gold.pages, cases)
    names = set()
    for part, prefix, changed in ablation._without_features(model, cases):
        names.add(f"{part.name}: {prefix}")
        assert any(name.startswith(f"{prefix}: ") for name in model[part.name])
        assert not any(name.startswith(f"{prefix}: ") for name in changed[part.name])
        assert all(changed[other] == model[other] for other in model if other != part.name)
    assert {"people: after", "initiatives: article"} <= names
