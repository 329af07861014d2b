"""newspaper.toml, page tomls, and the list of what is suppressed."""

from jiceng.page import read_newspaper
from jiceng.page.tomls import read_page_notes
from jiceng.release.redaction.suppression import read_suppressed
from tests.fuzzing.allowed import refusals
from tests.fuzzing.target import Target, place
from tests.page.sample import NEWSPAPER_TOML

_WORDS = (
    *("title", "home", "scope", "share", "rights", "publisher", "encoding", "issue_date", "page_number", "source_url"),
    *(
        "[[names]]",
        "[[pages]]",
        "[[spans]]",
        "start",
        "end",
        "why",
        "page_id",
        "name",
        '"local"',
        '"excerpt"',
        '"none"',
    ),
    *("1979-05-27", "07:32:00", "2026-13-45", "9999-12-31T23:59:60Z", "0001-01-01", "= ", "[a]", "[a.b]", "{a=1}"),
    *("inf", "nan", "0x", "1_000", "''", '""', "a = " + "[" * 900, "a." * 400 + "b = 1\n", "a = " + "{a=" * 300, "#"),
    *(
        '"https://a:b@c/"',
        '"\\u0000"',
        '"\\uD800"',
        '"\\U00110000"',
        '"四川省/攀枝花市"',
        "a = " + "9" * 4_400,
        "0x" + "f" * 4_400,
    ),
)


def run(data: bytes) -> None:
    """Read the input as each toml."""
    folder = place() / "jia"
    folder.mkdir(exist_ok=True)
    path = folder / "newspaper.toml"
    path.write_bytes(data)
    with refusals():
        read_newspaper(folder)
    with refusals():
        read_page_notes(path, "jia/2026-01-03/01.toml")
    with refusals():
        read_suppressed(path)


def seeds() -> list[bytes]:
    """Return one of each."""
    page = 'encoding = "gb18030"\nissue_date = 2026-01-03\npage_number = 4\nsource_url = "https://example.org/4"\n'
    names = '[[names]]\nname = "王小明"\nwhy = "asked"\n\n[[spans]]\npage_id = "jia/1"\nstart = 3\nend = 9\n'
    more = 'scope = "local"\npublisher = "甲"\nrights = "in copyright"\nshare = "excerpt"\n'
    return [text.encode() for text in (NEWSPAPER_TOML + more, page, names)]


TARGET = Target("tomls", run, seeds, tuple(word.encode() for word in _WORDS))
