"""Nothing that is written, printed, logged or packed holds the pseudonyms' secret or an address with credentials."""

import base64
import logging
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.build import shard_rows, summary_markdown
from flows.cli.app import run
from flows.faults import CallFault
from flows.runs.steps import build_dataset, plan_build
from flows.settings import load_settings
from jiceng.release.secret import SECRET
from jiceng.storage import has_credentials

ROOT = Path(__file__).parents[2]
GIVEN = "correct-horse-battery-staple"
ADDRESS = re.compile(rb"[a-z0-9+.-]+://[^\s/?#\"'<>`{}\\|]*@", re.IGNORECASE)


def forms(secret: bytes) -> Iterator[bytes]:
    """Yield a secret in the forms in which it might be written."""
    yield secret
    yield secret.hex().encode()
    yield base64.b64encode(secret).rstrip(b"=")
    yield repr(secret)[2:-1].encode()


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder, members of archives too, except the secret's own."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SECRET:
            yield str(path), path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    yield from ((f"{path}: {name}", archive.read(name)) for name in archive.namelist())


def test_no_file_log_or_artifact_holds_the_secret(
    raw: Path,
    workspace: Path,
    logger: logging.Logger,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logger.propagate = True
    caplog.set_level(logging.DEBUG)
    settings = load_settings(workers=1)
    plan = plan_build(settings)
    outcome = build_dataset(settings)
    texts = [summary_markdown(outcome), str(shard_rows(plan, []))]
    assert run(["release", "--zip"]) == 0
    monkeypatch.setenv("JICENG_PSEUDONYM_SECRET", GIVEN)
    given = load_settings()
    texts += [repr(given), given.model_dump_json(), str(given.model_dump()), repr(given.for_workers())]
    assert run(["release", "--zip"]) == 0
    assert run(["publish", "public"]) == 0
    texts += [caplog.text, *capsys.readouterr()]
    kept = (workspace / "output/releases" / SECRET).read_bytes()
    files = [*written(workspace), *((f"text {number}", text.encode()) for number, text in enumerate(texts))]
    assert len(files) > 80
    for name, data in files:
        for secret in (kept, GIVEN.encode()):
            assert not any(form in data for form in forms(secret)), name
        assert not ADDRESS.search(data), name


def test_a_wheel_holds_neither() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    for folder in (*wheel["packages"], *wheel["force-include"]):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                assert not path.name.startswith(".") or path.name == ".gitignore", path
                assert path.name not in ("jiceng.toml", "suppressed.toml"), path
                assert not ADDRESS.search(path.read_bytes()), path


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("s3://key:password@bucket/x", True),
        ("https://user@host/x", True),
        ("https://host/x?a=1&X-Amz-Signature=abc", True),
        ("https://host/x?access_token=1", True),
        ("s3://bucket/a@b", False),
        ("https://host/x?mail=a@b", False),
        ("output/a@b", False),
    ],
)
def test_which_addresses_carry_credentials(address: str, expected: bool) -> None:
    assert has_credentials(address) is expected


@pytest.mark.parametrize("name", ["raw", "output", "dask_scheduler", "dataset_url"])
def test_no_setting_takes_an_address_with_credentials(name: str) -> None:
    with pytest.raises(CallFault, match="has credentials in it") as refused:
        load_settings(**{name: "s3://key:password@host/x"})
    assert "password" not in str(refused.value)


def test_no_toml_publishes_credentials(raw: Path) -> None:
    toml = raw / "example-daily/2024-01-05/01.toml"
    toml.write_text('source_url = "https://me:password@host/1"\n', encoding="utf-8")
    outcome = build_dataset(load_settings(workers=1))
    assert [str(fault) for fault in outcome.faults] == [
        "example-daily/2024-01-05/01.toml: `source_url`: has credentials in it, which would be published"
    ]
