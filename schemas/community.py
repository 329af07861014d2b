"""Table `communities`."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from schemas.entity import Entity
from schemas.rows import Int16, Text

Level = Literal["province", "city", "county", "street", "town", "township", "community", "village", "other"]
Resolution = Literal["stated", "context", "home", "gazetteer", "unresolved"]


class Community(Entity):
    """One row per place of local government or self-government; provinces and cities are here as parents."""

    table: ClassVar[str] = "communities"
    key: ClassVar[tuple[str, ...]] = ("community_id",)
    references: ClassVar[dict[str, str]] = {"parent_id": "communities"}

    community_id: Text = Field(description="full path (四川省/攀枝花市/东区/瓜子坪街道/兰尖社区)")
    name: Text = Field(description="its own name (兰尖社区)")
    name_pinyin: Text = Field(description="name in Hanyu Pinyin")
    level: Level = Field(description="level of government or self-government")
    parent_id: Text | None = Field(None, description="the place it belongs to")
    province: Text | None = Field(None, description="its province")
    city: Text | None = Field(None, description="its prefecture-level city")
    county: Text | None = Field(None, description="its county, district or county-level city")
    division_code: Text | None = Field(
        None, description="the Bureau of Statistics' code", pattern="^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$"
    )
    county_code: Text | None = Field(None, description="code of its county", pattern="^[0-9]{6}$")
    division_year: Int16 | None = Field(
        None,
        description="year of its codes: the newspaper's if it was in use then; of towns and villages 2020",
    )
    resolution: Resolution = Field(description="what decided where the place lies")

    @model_validator(mode="after")
    def _path_ends_with_name(self) -> Self:
        parent, _, name = self.community_id.rpartition("/")
        if name != self.name:
            raise ValueError("community_id does not end with the name")
        if self.parent_id is not None and self.parent_id != parent:
            raise ValueError("community_id does not continue parent_id")
        if (self.division_year is None) is not (self.division_code is None and self.county_code is None):
            raise ValueError("division_year must be set if and only if a code is")
        return self
