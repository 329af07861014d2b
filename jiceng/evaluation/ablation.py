"""What each rule and each group of features is worth: what the score of articles left out loses without it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from inspect import isgeneratorfunction
from typing import Any

from jiceng.evaluation.found import Found, extract_from_gold
from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.records_score import MatchedArticle, RecordsScore, match_articles, score_records
from jiceng.evaluation.training.days import PARTS as PARTS_OF_DAYS
from jiceng.evaluation.training.extraction.part import Part
from jiceng.evaluation.training.extraction.parts import PARTS
from jiceng.evaluation.training.extraction.train import Model, Sets, extracting_by, folds, train_extraction
from jiceng.extraction import RULES
from jiceng.rule import Rule

_FIGURES = {
    "quotes": ("quotes_direct_with_speaker", "quotes_indirect_with_speaker", "speaker_of_matched_quotes"),
    "people": ("people",),
    "communities": ("communities", "community_parent"),
    "organizations": ("organizations", "initiative_holder", "speaker_title_and_organization"),
    "initiatives": ("initiatives", "initiative_holder"),
}
"""By table, the figures that a rule's records are judged by."""


@dataclass(frozen=True, slots=True)
class Ablated:
    """What is lost without a rule or a group of features, on articles left out."""

    name: str
    """A rule's name, or `part: prefix` of a group of features."""
    kind: str
    """`rule` or `features`."""
    pages: int
    """Pages on which the rule proposes anything; all pages for features."""
    records_f1: float
    """Loss of the mean of the five F1: negative where the score is better without it."""
    figures: Mapping[str, float]
    """Loss of each figure that it is judged by."""

    def as_json(self) -> dict[str, Any]:
        """Return the losses by name."""
        losses = {name: round(loss, 4) for name, loss in self.figures.items()}
        return {"kind": self.kind, "pages": self.pages, "records_f1": round(self.records_f1, 4), **losses}


_Page = tuple[list[MatchedArticle], Found]
"""What was found in the annotated articles of a page."""
_Pages = dict[str, _Page]
"""By page_id."""


def ablate(judged: str, sets: Sets, say: Callable[[str], None] = lambda _: None) -> list[Ablated]:
    """Return what the annotated articles of the folder `judged` lose without each rule and each group of features.

    Each group of articles is extracted by weights learned from the other groups of all folders. Without a rule, these
    stay as they are; without a group of features, the part that has them learns from the rest. `say` is told what is
    measured.
    """
    whole: _Pages = {}
    without: dict[tuple[str, str], _Pages] = defaultdict(dict)
    for number, (own, others) in enumerate(folds(sets), start=1):
        cases: dict[str, list[Case]] = {}
        say(f"part {number} of {PARTS_OF_DAYS} of the articles: learning from the others")
        model = train_extraction(others, cases)
        with extracting_by(model), _noting_proposals() as proposals:
            found = {page.page_id: _extracted(page, proposals) for page in own[judged]}
        whole |= {page_id: page for page_id, (page, _) in found.items()}
        say(f"part {number}: without each rule")
        for rule in RULES:
            affected = [page for page in own[judged] if rule.name in found[page.page_id][1]]
            with extracting_by(model), _without_rule(rule):
                without["rule", rule.name] |= _found(affected)
        say(f"part {number}: without each group of features")
        for part, prefix, changed in _without_features(model, cases):
            with extracting_by(changed):
                without["features", f"{part.name}: {prefix}"] |= _found(own[judged])
    return list(_losses(whole, without))


def _found(pages: Sequence[GoldPage]) -> _Pages:
    return {page.page_id: _of_page(page) for page in pages}


def _of_page(page: GoldPage) -> _Page:
    found = extract_from_gold([page])
    return match_articles([page], found), found


def _extracted(page: GoldPage, proposals: set[str]) -> tuple[_Page, set[str]]:
    """Return what is found in a page, and the rules that proposed anything there."""
    proposals.clear()
    return _of_page(page), set(proposals)


@contextmanager
def _acting(rule: Rule[Any, Any], function: Callable[..., Any]) -> Iterator[None]:
    """Have a rule do something else as long as the context lasts."""
    usual = rule.function
    object.__setattr__(rule, "function", function)
    try:
        yield
    finally:
        object.__setattr__(rule, "function", usual)


@contextmanager
def _noting_proposals() -> Iterator[set[str]]:
    """Return a set into which each rule's name is put when it proposes something."""
    proposed: set[str] = set()
    with ExitStack() as stack:
        for rule in RULES:
            stack.enter_context(_acting(rule, _noting(rule, proposed)))
        yield proposed


def _noting(rule: Rule[Any, Any], proposed: set[str]) -> Callable[..., Any]:
    function = rule.function

    def one(*arguments: Any, **named: Any) -> Any:
        proposal = function(*arguments, **named)
        if proposal is not None:
            proposed.add(rule.name)
        return proposal

    def several(*arguments: Any, **named: Any) -> Iterator[Any]:
        for proposal in function(*arguments, **named):
            proposed.add(rule.name)
            yield proposal

    return several if isgeneratorfunction(function) else one


@contextmanager
def _without_rule(rule: Rule[Any, Any]) -> Iterator[None]:
    """Have a rule propose nothing as long as the context lasts."""
    nothing: tuple[Any, ...] | None = () if isgeneratorfunction(rule.function) else None
    with _acting(rule, lambda *_, **__: nothing if nothing is None else iter(nothing)):
        yield


def _without_features(model: Model, cases: Mapping[str, Sequence[Case]]) -> Iterator[tuple[Part, str, Model]]:
    """Yield each part with each prefix of its features, and the model whose part learned without these."""
    for part in PARTS:
        for prefix in sorted({name.split(": ")[0] for name in model[part.name]}):
            left = [_without_prefix(case, f"{prefix}: ") for case in cases[part.name]]
            yield part, prefix, {**model, part.name: part.fit(left)}


def _without_prefix(case: Case, prefix: str) -> Case:
    kept = [{n: value for n, value in one.items() if not n.startswith(prefix)} for one in case.candidates]
    return Case(kept, case.right, case.weight)


def _losses(whole: _Pages, without: Mapping[tuple[str, str], _Pages]) -> Iterator[Ablated]:
    """Yield what is lost without each; a page that is not in its pages is found as before."""
    before = _figures(_score(whole))
    judged_by = {rule.name: _FIGURES[rule.target] for rule in RULES}
    for part in PARTS:
        judged_by |= {name: part.figures for kind, name in without if name.startswith(f"{part.name}: ")}
    for (kind, name), changed in without.items():
        after = _figures(_score(whole | changed))
        losses = {figure: before[figure] - after[figure] for figure in judged_by[name] if figure in before}
        yield Ablated(name, kind, len(changed), before["records_f1"] - after["records_f1"], losses)


def _score(pages: _Pages) -> RecordsScore:
    score = RecordsScore()
    for matched, found in pages.values():
        score_records(matched, found, Misses(), score)
    return score


def _figures(score: RecordsScore) -> dict[str, float]:
    """Return each figure's F1, or share of right ones."""
    return {name: _main_figure(figure) for name, figure in score.as_json().items()}


def _main_figure(figure: Any) -> float:
    if not isinstance(figure, dict):
        return float(figure)
    return float(figure["f1" if "f1" in figure else "accuracy"] or 0.0)
