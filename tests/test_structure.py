"""The shape of the code: imports point down, no two modules import each other, and nothing is too long to be read."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
"""In lines."""
FLOORS = (
    ("schemas",),
    (
        "jiceng.code_points",
        "jiceng.escapes",
        "jiceng.ideographs",
        "jiceng.rule",
        "jiceng.sourced",
        "jiceng.steps",
        "jiceng.storage",
        "jiceng.weights",
    ),
    ("jiceng.ocr", "jiceng.page"),
    ("jiceng.reading",),
    ("jiceng.inspection", "jiceng.extraction"),
    ("jiceng.rules",),
    ("jiceng.records",),
    ("jiceng.dataset", "jiceng.rule_catalogue"),
    ("jiceng.evaluation",),
    ("jiceng.release",),
    ("jiceng.site",),
    ("flows",),
)
"""From the ground up; a module imports only from its own floor and those below."""
ROOMS_OF_EXTRACTION = ("lexicon", "text", "places", "organizations", "people", "quotes", "initiatives")
"""The parts of jiceng.extraction below each other, except that it puts them together in find.py of organizations."""


@cache
def sources() -> dict[str, ast.Module]:
    """Return module → its code."""
    found = {}
    for package in ("schemas", "jiceng", "flows"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            parts = path.relative_to(PROJECT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports_at_start(module: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that run when a module is imported."""
    return (node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom))


def imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the modules of ours that an import names."""
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        package = node.module or ""
        names = [f"{package}.{name}" if f"{package}.{name}" in sources() else package for name in names]
    yield from (name for name in names if name in sources())


@cache
def graph() -> dict[str, frozenset[str]]:
    """Return module → those that it imports when it is imported."""
    return {
        name: frozenset(target for node in imports_at_start(module) for target in imported(node)) - {name}
        for name, module in sources().items()
    }


def floor_of(module: str) -> int:
    """Return the number of a module's floor; raises StopIteration for one that is on none."""
    return next(
        number
        for number, floor in enumerate(FLOORS)
        if any(module == room or module.startswith(f"{room}.") for room in floor)
    )


def test_imports_point_down() -> None:
    up = [
        f"{name} imports {target}"
        for name, targets in graph().items()
        for target in targets
        if "." in name and target != "jiceng" and floor_of(target) > floor_of(name)
    ]
    assert not up


def test_no_two_modules_import_each_other() -> None:
    try:
        tuple(TopologicalSorter(graph()).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("name", sorted(sources()))
def test_nothing_is_too_long_to_be_read(name: str) -> None:
    module = sources()[name]
    end = max((node.end_lineno or 0 for node in module.body), default=0)
    assert end <= LONGEST_MODULE, f"{name} has {end} lines"
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{name}.{node.name} has {lines} lines"


def test_jiceng_knows_no_prefect() -> None:
    knowing = [
        name
        for name, module in sources().items()
        if not name.startswith("flows")
        for node in ast.walk(module)
        if (isinstance(node, ast.Import) and any(alias.name.startswith("prefect") for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("prefect"))
    ]
    assert not knowing
