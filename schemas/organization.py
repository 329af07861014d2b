"""Table `organizations`."""

from typing import ClassVar

from pydantic import Field

from schemas.community import Resolution
from schemas.entity import Entity
from schemas.rows import Text


class Organization(Entity):
    """One row per organization that speaks, holds an initiative or employs a person named."""

    table: ClassVar[str] = "organizations"
    key: ClassVar[tuple[str, ...]] = ("organization_id",)
    references: ClassVar[dict[str, str]] = {"community_id": "communities"}

    organization_id: Text = Field(description="<path of its place, else the article>/<normalised name>")
    name: Text = Field(description="name as printed")
    name_pinyin: Text = Field(description="name in Hanyu Pinyin")
    community_id: Text | None = Field(None, description="its place")
    resolution: Resolution = Field(description="how its place was found")
