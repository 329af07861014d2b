"""Table `newspapers`."""

from typing import ClassVar, Literal

from pydantic import Field

from schemas.rows import Row, Text

Scope = Literal["local", "national"]
SharePolicy = Literal["full", "excerpt", "none"]


class Newspaper(Row):
    """One row per newspaper, from its newspaper.toml."""

    table: ClassVar[str] = "newspapers"
    key: ClassVar[tuple[str, ...]] = ("newspaper",)

    newspaper: Text = Field(description="name of its folder below raw/")
    title: Text = Field(description="title as printed")
    home: Text | None = Field(None, description="path of the place it belongs to (四川省/攀枝花市)")
    scope: Scope = Field(
        "local", description="whether 东区, 我市, 市委 mean places below home (local) or say nothing of it (national)"
    )
    publisher: Text | None = Field(None, description="who publishes it")
    rights: Text | None = Field(None, description="rights in its text, in words")
    share: SharePolicy = Field("excerpt", description="how much of its text a public release may carry")
    url: Text | None = Field(None, description="its address")
