"""Files of named features are read as TOML is, whoever wrote them."""

import tomllib
from pathlib import Path

import pytest

import jiceng
from jiceng.weights import read_features

FILES = [path for path in Path(jiceng.__file__).parent.rglob("*.toml") if "release" not in path.parts]
ODD = {
    "escapes": '["a"]\n"\\u4e00\\n" = 1.0\n',
    "literal": "[a]\n'x' = 1.0\n",
    "exponent": '[a]\n"x" = 1e-3\n',
    "whole": '[a]\n"x" = 1\n',
    "bare": "[a]\nx = 1.0\n",
    "comment after": '[a]\n"x" = 1.0 # one\n',
    "spaces": '[a]\n  "x"=1.0\n',
    "windows": '[a]\r\n"x" = 1.0\r\n',
    "nothing": "# words\n\n",
    "zero": '[a]\n"x" = -0.0\n"y" = 0.50\n["b c"]\n"x" = 12.25\n',
}
WRONG = {
    "twice": '[a]\n"x" = 1.0\n"x" = 2.0\n',
    "a table twice": '[a]\n"x" = 1.0\n[a]\n"y" = 2.0\n',
    "a zero before": '[a]\n"x" = 01.0\n',
    "no number": '[a]\n"x" = .5\n',
    "control": '[a]\n"x\x01" = 1.5\n',
}


def by_tomllib(text: str) -> list[tuple[str, float]]:
    return [
        (f"{table}: {name}", weight) for table, each in tomllib.loads(text).items() for name, weight in each.items()
    ]


def is_of_features(path: Path) -> bool:
    tables = tomllib.loads(path.read_text(encoding="utf-8")).values()
    return all(isinstance(each, dict) and all(isinstance(one, float) for one in each.values()) for each in tables)


@pytest.mark.parametrize("path", [path for path in FILES if is_of_features(path)], ids=lambda path: path.stem)
def test_ours_are_read(path: Path) -> None:
    assert list(read_features(path).items()) == by_tomllib(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ODD)
def test_others_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(ODD[name], encoding="utf-8", newline="")
    assert list(read_features(tmp_path / "a.toml").items()) == by_tomllib(ODD[name])


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_toml_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(WRONG[name], encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        read_features(tmp_path / "a.toml")
