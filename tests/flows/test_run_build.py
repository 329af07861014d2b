"""What `jiceng build` says where Prefect fails it."""

from pathlib import Path

import httpx
import pytest

from flows.faults import CallFault
from flows.run_build import run_flow
from flows.runs.progress import Silent
from flows.settings import Settings


def test_api_that_answers_no_more_is_one_line(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_settings: Settings, return_state: bool) -> None:
        raise httpx.ConnectError("refused")

    monkeypatch.setattr("flows.run_build.find_or_start_api", lambda *_: lambda: None)
    monkeypatch.setattr("flows.build.build.with_options", lambda **_: fail)
    with pytest.raises(
        CallFault, match=r"\APrefect's API no longer answers \(ConnectError: refused\); call it again\Z"
    ):
        run_flow(Settings(), Silent())
