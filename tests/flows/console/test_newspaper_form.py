"""New newspapers: what the form writes is what the reader of raw/ takes."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.console.homes import suggested_homes
from flows.console.newspaper_form import as_toml, ask_for_rest, describe_newspaper, newspaper_toml, write_newspaper
from flows.faults import CallFault
from jiceng.page import read_newspaper
from schemas import Newspaper


def test_what_is_written_is_read(workspace: Path) -> None:
    answers = {"title": "示例“日”报", "home": "四川省/攀枝花市", "share": "full", "url": None}
    newspaper = describe_newspaper("example-daily", answers)
    path = newspaper_toml(workspace / "raw", "example-daily")
    write_newspaper(path, newspaper)
    assert read_newspaper(path.parent) == newspaper
    assert [entry.name for entry in path.parent.iterdir()] == ["newspaper.toml"]


@given(st.text(min_size=1).filter(lambda text: text.isprintable() or "\x7f" in text))
def test_any_title_survives(title: str) -> None:
    newspaper = Newspaper(newspaper="example", title=title)
    assert tomllib.loads(as_toml(newspaper))["title"] == title


@pytest.mark.parametrize("name", ["", " ", ".hidden", "..", "a/b", "/a"])
def test_name_must_be_that_of_a_folder(workspace: Path, name: str) -> None:
    with pytest.raises(CallFault, match="is not a folder name"):
        newspaper_toml(workspace, name)


def test_what_is_there_is_not_overwritten(raw: Path) -> None:
    with pytest.raises(CallFault, match=r"example-daily/newspaper\.toml: exists already"):
        newspaper_toml(raw, "example-daily")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"title": None}, "title is missing; give it with --title"),
        ({"title": ""}, "`title`: "),
        ({"title": "示例", "share": "all"}, "`share`: "),
    ],
)
def test_wrong_answers_are_one_line(answers: dict[str, str | None], said: str) -> None:
    with pytest.raises(CallFault, match=r"\A.*\Z") as fault:
        describe_newspaper("example", answers)
    assert said in str(fault.value)


def test_only_what_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def prompt(question: str, default: str | None, **_more: object) -> str:
        asked.append(question)
        return default or " 示例 "

    monkeypatch.setattr("typer.prompt", prompt)
    answers = ask_for_rest({"title": None, "home": "四川省", "scope": "national", "rights": "in copyright"})
    assert len(asked) == 4
    assert answers == {
        "title": "示例",
        "home": "四川省",
        "scope": "national",
        "publisher": "示例",
        "rights": "in copyright",
        "share": "excerpt",
        "url": "示例",
    }


def test_a_wrong_answer_is_asked_again_and_not_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = iter(["衢州", "浙江省/衢州市", "everywhere", "local"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(given))
    kept = {"title": "示例", "publisher": "x", "rights": "x", "share": "none", "url": "x"}
    assert ask_for_rest(kept) == {**kept, "home": "浙江省/衢州市", "scope": "local"}
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "home 衢州: the gazetteer has no such place; did you mean 浙江省/衢州市?"
    assert said[1].startswith("`scope`: ")
    assert len(said) == 2


@pytest.mark.parametrize(
    ("home", "suggested"),
    [
        ("衢州", ["浙江省/衢州市"]),
        ("衢州市", ["浙江省/衢州市"]),
        ("浙江衢州", ["浙江省/衢州市"]),
        ("浙江 / 衢州", ["浙江省/衢州市"]),
        ("攀枝花市东区", ["四川省/攀枝花市/东区"]),
        ("浙江", ["浙江省"]),
        ("火星", []),
    ],
)
def test_what_may_be_meant_by_a_wrong_home(home: str, suggested: list[str]) -> None:
    assert suggested_homes(home) == suggested


def test_a_home_is_proved_against_the_gazetteer() -> None:
    for home in ("四川省/攀枝花市", "北京市", "四川省/攀枝花市/东区/瓜子坪街道"):
        assert describe_newspaper("example", {"title": "示例", "home": home}).home == home
    with pytest.raises(CallFault, match="home 火星: the gazetteer has no such place; write it from the province down"):
        describe_newspaper("example", {"title": "示例", "home": "火星"})
