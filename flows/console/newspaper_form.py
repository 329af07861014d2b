"""A new newspaper: its folder below raw/ and the newspaper.toml in it."""

import json
from collections.abc import Mapping
from pathlib import Path

import typer
from pydantic import ValidationError

from flows.console.homes import require_home
from flows.faults import CallFault
from flows.logs import complain
from schemas import Newspaper

_QUESTIONS = {
    "title": ("Title as printed (攀枝花日报)", None),
    "home": ("Place it belongs to (四川省/攀枝花市), empty for none", ""),
    "scope": ("Does 市委 mean the one of its home (local) or not (national)?", "local"),
    "publisher": ("Publisher, empty if not known", ""),
    "rights": ("Rights in its text, in words, empty if not known", ""),
    "share": ("What may a public release carry of its text: full, excerpt or none?", "excerpt"),
    "url": ("Its address, empty for none", ""),
}
"""Field of newspaper.toml → the question for it and the answer that Enter gives; in the order of the file."""


def newspaper_toml(raw: Path, newspaper: str) -> Path:
    """Return the path of a new newspaper's toml.

    Raises CallFault if the name cannot be that of a folder, or the newspaper exists.
    """
    if not newspaper.strip() or newspaper.startswith(".") or Path(newspaper).name != newspaper:
        raise CallFault(f"{newspaper!r} is not a folder name; take letters, digits and dashes (panzhihua-daily)")
    path = raw / newspaper / "newspaper.toml"
    if path.exists():
        raise CallFault(f"{path}: exists already; change it with an editor")
    return path


def ask_for_rest(answers: Mapping[str, str | None]) -> dict[str, str | None]:
    """Ask on the terminal for each answer that is missing; a wrong one is said so and asked for again."""
    return {
        name: answers.get(name) if answers.get(name) is not None else _ask(name, question, default)
        for name, (question, default) in _QUESTIONS.items()
    }


def _ask(name: str, question: str, default: str | None) -> str | None:
    while True:
        answer: str | None = typer.prompt(question, default=default, show_default=bool(default), err=True)
        answer = (answer or "").strip() or None
        try:
            require_answer(name, answer)
        except CallFault as fault:
            complain(str(fault))
        else:
            return answer


def require_answer(name: str, answer: str | None) -> None:
    """Raise CallFault unless an answer is what the contract allows, and a home one that the gazetteer has."""
    if answer is None:
        return
    try:
        Newspaper.model_validate({"newspaper": "new", "title": "new", name: answer})
    except ValidationError as error:
        raise CallFault(f"`{name}`: {error.errors()[0]['msg']}") from None
    if name == "home":
        require_home(answer)


def describe_newspaper(newspaper: str, answers: Mapping[str, str | None]) -> Newspaper:
    """Return the newspaper that the answers describe; raises CallFault if one is wrong, or the title missing."""
    given = {name: answer for name, answer in answers.items() if answer is not None}
    if "title" not in given:
        raise CallFault("the newspaper's title is missing; give it with --title")
    for name, answer in given.items():
        require_answer(name, answer)
    return Newspaper.model_validate({"newspaper": newspaper, **given})


def write_newspaper(path: Path, newspaper: Newspaper) -> None:
    """Write newspaper.toml atomically; its folder is made if it is missing."""
    beside = path.with_name(".newspaper.toml.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text(as_toml(newspaper), encoding="utf-8")
    beside.replace(path)


def as_toml(newspaper: Newspaper) -> str:
    """Return the text of newspaper.toml; a JSON string is a TOML string except for U+007F, which TOML wants escaped."""
    values = {name: getattr(newspaper, name) for name in _QUESTIONS}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value is not None]
    return ("\n".join(lines) + "\n").replace("\x7f", "\\u007f")
