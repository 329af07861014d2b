"""Packages that are not installed, for tests of what their metadata say."""

from importlib.metadata import Distribution, PathDistribution
from typing import Any, cast


class _Folder:
    """Stands for the folder of a package's metadata."""

    def __init__(self, text: str) -> None:
        self.text = text

    def joinpath(self, name: str) -> "_Folder":
        return self if name == "METADATA" else _Folder("")

    def read_text(self, encoding: str) -> str:
        return self.text


def installed(name: str = "Some.Package", **fields: list[str]) -> Distribution:
    """Return a package, version 1.0, with fields of its metadata (`License_Expression`)."""
    lines = [f"{key.replace('_', '-')}: {value}" for key, values in fields.items() for value in values]
    metadata = "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, "", ""])
    return PathDistribution(cast("Any", _Folder(metadata)))
