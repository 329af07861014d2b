"""Tables `people` and `offices`."""

from typing import ClassVar, Literal

from pydantic import Field

from schemas.entity import Entity
from schemas.rows import Int32, Text

RoleClass = Literal[
    "party",
    "government",
    "congress",
    "judicial",
    "mass_organization",
    "self_government",
    "enterprise",
    "professional",
    "resident",
    "other",
]


class Person(Entity):
    """One row per person named in full."""

    table: ClassVar[str] = "people"
    key: ClassVar[tuple[str, ...]] = ("person_id",)
    references: ClassVar[dict[str, str]] = {"community_id": "communities", "organization_id": "organizations"}

    person_id: Text = Field(description="<name>@<community path, else organization_id, else article_id>")
    name: Text = Field(description="full name as printed")
    name_pinyin: Text = Field(description="name in Hanyu Pinyin")
    community_id: Text | None = Field(None, description="the place of the first office")
    organization_id: Text | None = Field(None, description="the organization of the first office")
    quote_count: Int32 = Field(0, ge=0, description="quotes of which the person is the speaker")


class Office(Entity):
    """Who held what, in which article."""

    table: ClassVar[str] = "offices"
    key: ClassVar[tuple[str, ...]] = ("person_id", "article_id", "n")
    references: ClassVar[dict[str, str]] = {
        "person_id": "people",
        "article_id": "articles",
        "community_id": "communities",
        "organization_id": "organizations",
    }

    person_id: Text = Field(description="who held it")
    article_id: Text = Field(description="the article that says so")
    n: Int32 = Field(ge=1, description="order in which the article prints the person's offices, from 1")
    title: Text = Field(description="title as printed (区委副书记、区长)")
    organization_id: Text | None = Field(None, description="the organization")
    community_id: Text | None = Field(None, description="the place whose office it is")
    role_class: RoleClass = Field(description="what kind of office")
    public_office: bool = Field(description="whether it is a public office")
