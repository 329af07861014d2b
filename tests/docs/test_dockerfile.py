"""The Dockerfile copies what is there, and installs what is locked."""

from pathlib import Path

PROJECT = Path(__file__).parents[2]
LINES = (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines()


def test_whatever_is_copied_is_there_and_sent_to_docker() -> None:
    copied = [source for line in LINES if line.startswith("COPY ") for source in line.split()[1:-1]]
    sent = {
        line[1:]
        for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    assert copied
    assert [source for source in copied if not (PROJECT / source).exists()] == []
    assert set(copied) == sent


def test_packages_are_those_of_the_lock_by_their_hashes() -> None:
    (installing,) = (line for line in LINES if line.startswith("RUN pip install"))
    assert "--require-hashes -r requirements.lock" in installing
