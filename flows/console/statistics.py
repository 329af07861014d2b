"""What `jiceng stats` and `jiceng communities --tree` print: small tables with bars, and a tree."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from flows.console.escapes import printable_line
from flows.console.output import output_console

_BAR = 24
"""Columns of the longest bar."""
_EIGHTHS = "▏▎▍▌▋▊▉█"


Answer = tuple[Sequence[str], Sequence[Sequence[Any]]]
"""Names of columns, and rows; of two columns, the second is a number that gets a bar."""


def show_statistics(counts: Mapping[str, int], answers: Mapping[str, Answer]) -> None:
    """Print the rows of each table, then the answers by their headings."""
    console = output_console()
    console.print(_table("tables", ("table", "rows"), list(counts.items())))
    for heading, (names, rows) in answers.items():
        if rows:
            console.print(_table(heading, names, rows))


def _table(heading: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    table = Table(title=heading, title_justify="left", title_style="bold", box=None, pad_edge=False)
    has_bars = len(names) == 2
    for name in names:
        is_number = isinstance(rows[0][names.index(name)], int)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    if has_bars:
        table.add_column("")
    most = max((row[-1] for row in rows), default=0) if has_bars else 0
    for row in rows:
        cells = [Text(f"{cell:,}" if isinstance(cell, int) else printable_line(str(cell or ""))) for cell in row]
        table.add_row(*cells, *([bar(row[-1], most)] if has_bars else []))
    return table


def bar(number: int, most: int) -> str:
    """Return a bar as long as a number is beside the largest; at least an eighth of a column where it is not 0."""
    if not number or not most:
        return ""
    whole, part = divmod(max(1, round(8 * _BAR * number / most)), 8)
    return "█" * whole + (_EIGHTHS[part - 1] if part else "")


def counted(number: int, what: str) -> str:
    """Return a number of things, given their plural."""
    return f"{number:,} {what if number != 1 else what.removesuffix('s')}"


def show_tree(communities: Iterable[Mapping[str, Any]]) -> None:
    """Print communities, which come in the order of their ids, as a tree of their parents."""
    root = Tree("", hide_root=True)
    branches: dict[str, Tree] = {}
    for each in communities:
        label = Text(printable_line(each["name"]))
        told = [counted(each[what], what) for what in ("quotes", "initiatives") if each[what]]
        label.append("  " + ", ".join([each["level"], *told]), style="dim")
        parent = branches.get(each["parent_id"] or "", root)
        branches[each["community_id"]] = parent.add(label)
    output_console().print(root)
