"""A raw folder with one newspaper."""

from pathlib import Path

NEWSPAPER_TOML = 'title = "甲报"\nhome = "四川省/攀枝花市"\n'


CHINESE = "市委十届八次全会暨市委经济工作会议召开，\n审议通过实施意见。\n"


def raw_folder(tmp_path: Path, files: dict[str, bytes | str]) -> Path:
    raw = tmp_path / "raw"
    for path, content in {"jia/newspaper.toml": NEWSPAPER_TOML, **files}.items():
        target = raw / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return raw
