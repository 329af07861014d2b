"""Rules as a table, and one rule with its examples and misses."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from flows.console.output import output_console
from flows.console.rows import write_rows

if TYPE_CHECKING:  # loads all of jiceng
    from jiceng.evaluation.rule_misses import RuleMisses
    from jiceng.rule_catalogue import KnownRule, RuleExamples

_SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("target", pa.string()),
        ("description", pa.string()),
        ("support", pa.int32()),
        ("precision", pa.float64()),
        ("file", pa.string()),
        ("line", pa.int32()),
    ]
)


def show_rules(rules: "Sequence[KnownRule]", row_format: str) -> None:
    """Print all rules, one per row; raises CallFault if Parquet would go to a terminal."""
    rows = [{name: getattr(rule, name) for name in _SCHEMA.names} for rule in rules]
    write_rows(pa.Table.from_pylist(rows, schema=_SCHEMA).to_reader(), row_format)


def show_rule(rule: "KnownRule", examples: "RuleExamples | None") -> None:
    """Print a rule: what it looks for, where its code is, how often it was right, its examples."""
    _show(_rule_lines(rule))
    _show(["", "no examples: it has no table of them"] if examples is None else _example_lines(examples))


def show_misses(misses: "RuleMisses", gold: str) -> None:
    """Print the wrong records of a rule on a gold folder."""
    _show(_miss_lines(misses, gold))


def _show(lines: "Iterator[str] | Sequence[str]") -> None:
    console = output_console()
    for line in lines:
        console.print(line, soft_wrap=True)


def _rule_lines(rule: "KnownRule") -> Iterator[str]:
    yield rule.name
    yield f"makes        {rule.target}"
    yield f"looks for    {rule.description}"
    if rule.file is not None:
        yield f"code         {rule.file}, line {rule.line}"
    yield f"measured     {_measured(rule)}"


def _measured(rule: "KnownRule") -> str:
    """Return how often the rule was right on the gold that confidences come from."""
    from jiceng.rule_catalogue import BREAKS

    if rule.target == BREAKS:
        return "each of its verdicts has a probability of its own, the confidence in pages.breaks"
    if rule.support is None or rule.right is None:
        return "not measured"
    wrong = rule.support - rule.right
    figures = f"{rule.support} records, {rule.right} right, {wrong} wrong"
    precision = "" if rule.precision is None else f" (precision {rule.precision:.3f})"
    return f"{figures}{precision}, on gold {rule.gold}"


def _example_lines(examples: "RuleExamples") -> Iterator[str]:
    yield ""
    yield f"examples ({examples.path})"
    for case in examples.matches:
        yield from _case_lines(case)
    yield ""
    yield "counterexamples"
    for case in examples.counterexamples:
        yield from _case_lines(case)


def _case_lines(case: dict[str, Any]) -> Iterator[str]:
    """Yield the text of an example, its context if it gives some, and what the rule finds."""
    lines = str(case["text"]).strip("\n").split("\n")
    yield from (f"  {'-' if number == 0 else ' '} {line}" for number, line in enumerate(lines))
    for name in ("headline", "newspaper"):
        if name in case:
            yield f"      {name}: {case[name]}"
    for found in case.get("found", ()):
        yield f"      → {found}"


def _miss_lines(misses: "RuleMisses", gold: str) -> Iterator[str]:
    yield ""
    yield f"wrong on {gold}: {len(misses.wrong)} of {misses.support} records"
    for wrong in misses.wrong:
        yield f"  - {wrong.text}"
        yield f"      gold: {wrong.gold}"
        yield f"      in {' '.join(filter(None, (wrong.page_id, wrong.article)))}"
