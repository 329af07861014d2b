"""Which commit of the code cuts a release."""

import subprocess
from pathlib import Path

import jiceng


def code_commit() -> str | None:
    """Return the commit that is checked out, with `-dirty` where files differ from it; None outside a repository."""
    root = Path(jiceng.__file__).parents[1]
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() or None
    except (OSError, subprocess.CalledProcessError):
        return None
