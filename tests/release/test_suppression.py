from pathlib import Path

import pytest

from jiceng.release.redaction.suppression import SuppressionFault, read_suppressed


def test_a_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "suppressed.toml"
    path.write_text(
        '[[names]]\nname = "王小明"\nwhy = "asked"\n[[pages]]\npage_id = "a/undated/1"\n'
        '[[spans]]\npage_id = "a/undated/2"\nstart = 1\nend = 3\n',
        encoding="utf-8",
    )
    found = read_suppressed(path)
    assert [str(entry) for entry in (*found.names, *found.pages, *found.spans)] == [
        "name 王小明",
        "page a/undated/1",
        "span a/undated/2 1-3",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[names]]\n", "`names.0.name`: Field required"),
        (b'[[names]]\nname = "x"\n', "`names.0.name`: String should have at least 2 characters"),
        (b'[[spans]]\npage_id = "p"\nstart = 3\nend = 3\n', "ends at 3, not after its start 3"),
        (b"[[people]]\n", "`people`: Extra inputs are not permitted"),
        (b"names = [", "is not valid TOML"),
        (b"names = " + b"[" * 5_000, "is not valid TOML: has too many lists or tables inside each other"),
        (b"[[spans]]\npage_id = 'p'\nstart = 3\nend = 0x" + b"f" * 5_000, "`spans.0.end`: Input should be less than"),
        (b"\xff", "byte 0: is not UTF-8"),
    ],
)
def test_a_wrong_list_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "suppressed.toml"
    path.write_bytes(content)
    with pytest.raises(SuppressionFault) as refused:
        read_suppressed(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_missing_list_is_said(tmp_path: Path) -> None:
    with pytest.raises(SuppressionFault, match="cannot be read"):
        read_suppressed(tmp_path / "none.toml")
