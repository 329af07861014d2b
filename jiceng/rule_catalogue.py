"""All rules with what is known of each: where it is written, how often it was right, its examples."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

import jiceng
import jiceng.reading  # registers its rules
from jiceng.extraction import RULES
from jiceng.rule import registered_rules
from jiceng.rules import measurements

BREAKS = "breaks"
"""Target of the rules that decide line ends."""

_PACKAGE = Path(jiceng.__file__).parent
_EXAMPLES = (_PACKAGE / "rule_examples", _PACKAGE.parent / "tests")
"""In an installed wheel; in a checkout, where each room's tables are in a folder `rules`."""


class _Named(Protocol):
    """What every form of a rule has."""

    @property
    def name(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def description(self) -> str: ...


class UnknownRule(Exception):
    """No rule has a name; the message is one line with the names that are nearest."""


@dataclass(frozen=True, slots=True)
class KnownRule:
    """A rule and how it did on the gold it was measured on."""

    name: str
    target: str
    """Table whose records it makes; `breaks` for a rule that decides line ends."""
    description: str
    file: str | None
    """Path of its code, from the folder that holds the package; None if the rule has no function of its own."""
    line: int | None
    support: int | None
    """Records that it made on the gold; None if it was not measured."""
    right: int | None
    gold: str | None
    """Hash of the gold."""

    @property
    def precision(self) -> float | None:
        """Share of right records; None without records."""
        return round(self.right / self.support, 4) if self.support and self.right is not None else None


@dataclass(frozen=True, slots=True)
class RuleExamples:
    """The table of examples of a rule."""

    path: str
    """Path of the table, from the folder that holds the package."""
    matches: tuple[dict[str, Any], ...]
    """Each with `text` and `found`."""
    counterexamples: tuple[dict[str, Any], ...]
    """Each with `text`, of which the rule makes nothing."""


def known_rules() -> list[KnownRule]:
    """Return every rule, by name."""
    registered = {rule.name: rule for rule in registered_rules()}
    measured = measurements()
    found = []
    known: list[_Named] = [*RULES, *registered.values()]
    for name, rule in sorted({rule.name: rule for rule in known}.items()):
        file, line = registered[name].source if name in registered else (None, None)
        figures = measured.get(name)
        found.append(
            KnownRule(
                name=name,
                target=rule.target,
                description=rule.description,
                file=_from_package(Path(file)) if file is not None else None,
                line=line,
                support=figures.support if figures else None,
                right=figures.right if figures else None,
                gold=figures.gold if figures else None,
            )
        )
    return found


def _from_package(path: Path) -> str:
    above = _PACKAGE.parent
    return path.relative_to(above).as_posix() if path.is_relative_to(above) else str(path)


def rule_named(name: str) -> KnownRule:
    """Return the rule of a name; raises UnknownRule."""
    rules = {rule.name: rule for rule in known_rules()}
    if name in rules:
        return rules[name]
    near = get_close_matches(name, rules, n=3)
    meant = f"did you mean {_either(near)}?" if near else "`jiceng rules` lists all"
    raise UnknownRule(f"{name}: no rule has this name; {meant}")


def _either(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def examples_of(rule: KnownRule) -> RuleExamples | None:
    """Return the examples of a rule; None if there is no table of them."""
    room = "reading" if rule.target == BREAKS else "extraction"
    installed, checkout = _EXAMPLES
    for path in (installed / room / f"{rule.name}.toml", checkout / room / "rules" / f"{rule.name}.toml"):
        if path.is_file():
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            return RuleExamples(_from_package(path), tuple(table.get("match", ())), tuple(table.get("no_match", ())))
    return None
