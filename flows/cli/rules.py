"""`jiceng rules`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import RowFormat
from flows.faults import DONE, CallFault, as_call_fault, as_data_fault

if TYPE_CHECKING:
    from jiceng.evaluation.rule_misses import RuleMisses
    from jiceng.rule_catalogue import KnownRule


def rules(
    name: Annotated[str | None, typer.Argument(help="A rule; without one, all are listed.", metavar="NAME")] = None,
    format: Annotated[  # noqa: A002
        RowFormat | None, typer.Option(help="How the list is written (default: table).")
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(help="Show each record of NAME that is wrong on this gold folder.", metavar="GOLD_DIR"),
    ] = None,
) -> int:
    """List all rules, or show one: its description, examples, and how often it was right.

    A rule makes records of a table, or decides line ends (target `breaks`). Its code is at `file`, `line`. Exit code 1
    if a file of GOLD_DIR is wrong.
    """
    from flows.console.rules import show_misses, show_rule, show_rules
    from jiceng.rule_catalogue import UnknownRule, examples_of, known_rules, rule_named

    if name is None:
        if gold is not None:
            raise CallFault("--gold: shows what one rule got wrong; give its NAME, too")
        show_rules(known_rules(), (format or RowFormat.table).value)
        return DONE
    if format is not None:
        raise CallFault("--format: is for the list of all rules; leave it out, or leave out NAME")
    with as_call_fault(UnknownRule):
        rule = rule_named(name)
    misses = None if gold is None else _misses(rule, gold)
    show_rule(rule, examples_of(rule))
    if misses is not None:
        show_misses(misses, str(gold))
    return DONE


def _misses(rule: "KnownRule", gold: Path) -> "RuleMisses":
    """Return what the rule got wrong on a gold folder; raises CallFault and DataFault."""
    from jiceng.evaluation.gold import NoGold, read_gold
    from jiceng.evaluation.rule_misses import misses_of_break_rule, misses_of_rule
    from jiceng.page import InputFault
    from jiceng.rule_catalogue import BREAKS

    with as_call_fault(NoGold), as_data_fault(InputFault, prefix=f"{gold}: "):
        read = read_gold(gold)
    return misses_of_break_rule(rule.name, read) if rule.target == BREAKS else misses_of_rule(rule.name, read)
