"""What a rule is: a named function that proposes records or decides line ends, and one line on what it looks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar

_Arguments = ParamSpec("_Arguments")
_Proposal = TypeVar("_Proposal")


@dataclass(frozen=True, slots=True)
class Rule(Generic[_Arguments, _Proposal]):
    """A rule; calling it calls its function."""

    name: str
    """The value of `rule` in the rows that it makes, or of `reason` in the breaks that it decides."""
    target: str
    """The table whose records it makes; `breaks` for a rule that decides line ends."""
    description: str
    """One line: what it looks for, with an example."""
    function: Callable[_Arguments, _Proposal]

    def __call__(self, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Proposal:
        """Return what the rule proposes."""
        return self.function(*args, **kwargs)

    @property
    def source(self) -> tuple[str, int]:
        """Return the file of the rule's function and the line where it starts."""
        code = self.function.__code__
        return code.co_filename, code.co_firstlineno


def rule(
    name: str, target: str, description: str
) -> Callable[[Callable[_Arguments, _Proposal]], Rule[_Arguments, _Proposal]]:
    """Make a rule of a function, where it is written; raises ValueError where another rule has the name."""

    def register(function: Callable[_Arguments, _Proposal]) -> Rule[_Arguments, _Proposal]:
        if name in _REGISTERED:
            raise ValueError(f"two rules are named {name}")
        made = Rule(name, target, description, function)
        _REGISTERED[name] = made
        return made

    return register


_REGISTERED: dict[str, Rule[Any, Any]] = {}


def registered_rules() -> tuple[Rule[Any, Any], ...]:
    """Return every rule of the modules imported so far, by name."""
    return tuple(_REGISTERED[name] for name in sorted(_REGISTERED))
