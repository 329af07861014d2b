"""Settings: where values come from, and what is said of wrong ones."""

import os
from pathlib import Path

import pytest

from flows.faults import CallFault
from flows.settings import Settings, load_settings, require_places


def test_defaults() -> None:
    settings = load_settings()
    assert (settings.raw, settings.output) == (Path("raw"), Path("output"))
    assert settings.workers >= 1


def test_flag_wins_over_environment_and_environment_over_file(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "jiceng.toml").write_text('workers = 2\nretries = 7\noutput = "from-file"\n')
    monkeypatch.setenv("JICENG_WORKERS", "3")
    monkeypatch.setenv("JICENG_OUTPUT", "from-environment")
    settings = load_settings(output=Path("from-flag"), raw=None)
    assert (settings.retries, settings.workers, settings.output) == (7, 3, Path("from-flag"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("workers = ", "jiceng.toml: is not valid TOML"),
        ('workers = "many"', "setting `workers` (jiceng.toml): "),
        ("worker = 2", "setting `worker` (jiceng.toml): "),
        ("workers = 0", "greater than or equal to 1"),
    ],
)
def test_wrong_file_is_one_line(workspace: Path, text: str, said: str) -> None:
    (workspace / "jiceng.toml").write_text(text)
    with pytest.raises(CallFault, match=r"\A.*\Z") as fault:
        load_settings()
    assert said in str(fault.value)


def test_file_that_is_no_utf8_is_one_line(workspace: Path) -> None:
    (workspace / "jiceng.toml").write_bytes(b'raw = "\xff"')
    with pytest.raises(CallFault, match=r"jiceng.toml, byte 7: is not UTF-8"):
        load_settings()


def test_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JICENG_RETRIES", "-1")
    with pytest.raises(CallFault, match=r"\Asetting `retries` \(JICENG_RETRIES\): "):
        load_settings()


def test_wrong_flag_is_named() -> None:
    with pytest.raises(CallFault, match=r"\Asetting `workers` \(--workers\): "):
        load_settings(workers=0)


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_every_setting_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "operate.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`JICENG_{name.upper()}`" in text


def test_prefect_lives_beside_output(workspace: Path) -> None:
    assert load_settings(output=Path("data/output")).home_of_prefect == workspace / "data" / ".prefect"
    assert load_settings(prefect_home=Path("elsewhere")).home_of_prefect == workspace / "elsewhere"


def test_raw_must_be_a_folder_and_output_can_be_made(raw: Path, workspace: Path) -> None:
    require_places(load_settings(output=Path("new/output")))
    assert (workspace / "new" / "output").is_dir()
    with pytest.raises(CallFault, match=r"\Anowhere: is not a folder"):
        require_places(load_settings(raw=Path("nowhere")))
    (workspace / "file").touch()
    with pytest.raises(CallFault, match=r"\Afile: cannot be made"):
        require_places(load_settings(output=Path("file")))


def test_servers_of_this_machine_are_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    from urllib.request import proxy_bypass_environment

    from flows.server import reach_directly

    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "intern.example")
    monkeypatch.setenv("no_proxy", "intern.example")
    for _ in range(2):
        reach_directly()
    assert os.environ["NO_PROXY"] == "intern.example,127.0.0.1,localhost,::1"
    assert all(proxy_bypass_environment(host) for host in ("127.0.0.1:4200", "localhost", "localhost:4200"))
    assert not proxy_bypass_environment("example.org")
