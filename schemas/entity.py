"""What the tables of people, offices, organizations, communities and initiatives have in common."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from schemas.rows import Int32, Row, Text


class Entity(Row):
    """Something that articles mention; counted over all of them."""

    aliases: tuple[Text, ...] = Field((), description="other forms in which it is printed, sorted")
    mention_count: Int32 = Field(0, ge=0, description="times it is mentioned")
    article_count: Int32 = Field(0, ge=0, description="articles that mention it")
    first_seen: date | None = Field(None, description="earliest issue that mentions it")
    last_seen: date | None = Field(None, description="latest issue that mentions it")

    @model_validator(mode="after")
    def _seen_in_order(self) -> Self:
        if self.first_seen and self.last_seen and self.first_seen > self.last_seen:
            raise ValueError("first_seen is later than last_seen")
        return self
