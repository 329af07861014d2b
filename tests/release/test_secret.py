import stat
from pathlib import Path

import pytest

from jiceng.release.folders import releases_folder
from jiceng.release.redaction.keyed import WeakSecret
from jiceng.release.secret import SECRET, kept_secret


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    secret = kept_secret(tmp_path)
    path = releases_folder(tmp_path) / SECRET
    assert (len(secret), kept_secret(tmp_path), path.read_bytes()) == (32, secret, secret)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [SECRET]
    path.chmod(0o644)
    kept_secret(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_moment_at_which_others_can_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    replace = Path.replace

    def watched(path: Path, target: Path) -> Path:
        seen.append((path.read_bytes(), stat.S_IMODE(path.stat().st_mode)))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    secret = kept_secret(tmp_path)
    assert seen == [(secret, 0o600)]


@pytest.mark.parametrize("content", [b"", b"\x91", bytes(range(15)), bytes(32), b"\xff\xfe" * 16])
def test_an_empty_cut_or_zeroed_secret_is_refused(tmp_path: Path, content: bytes) -> None:
    path = releases_folder(tmp_path) / SECRET
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(WeakSecret, match=r"\.secret: .* can be guessed .*; put it back from a backup, or remove it"):
        kept_secret(tmp_path)
    assert path.read_bytes() == content, "it is for a person to decide"


def test_something_else_in_its_place(tmp_path: Path) -> None:
    (releases_folder(tmp_path) / SECRET).mkdir(parents=True)
    with pytest.raises(WeakSecret, match="is a folder, not the pseudonyms' secret"):
        kept_secret(tmp_path)
