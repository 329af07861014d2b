from pathlib import Path

import pytest


@pytest.fixture
def output(written: Path) -> Path:
    return written
