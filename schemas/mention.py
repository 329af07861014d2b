"""Table `mentions`."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from schemas.rows import Int32, Row, Share, Spans, Text, require_spans_cover

EntityType = Literal["person", "organization", "community", "initiative"]
ENTITY_TABLES: dict[EntityType, str] = {
    "person": "people",
    "organization": "organizations",
    "community": "communities",
    "initiative": "initiatives",
}


class Mention(Row):
    """One row per place where an article names an entity."""

    table: ClassVar[str] = "mentions"
    key: ClassVar[tuple[str, ...]] = ("mention_id",)
    references: ClassVar[dict[str, str]] = {"article_id": "articles", "rule": "rules"}

    mention_id: Text = Field(description="<page_id>/m<raw start>-<raw end>-<entity_type>")
    article_id: Text = Field(description="the article")
    entity_type: EntityType = Field(description="which table the entity is in")
    entity_id: Text = Field(description="key of the entity in its table")
    surface: Text = Field(description="as printed")
    text_start: Int32 = Field(ge=0, description="first code point in articles.text")
    text_end: Int32 = Field(description="one after its last code point in articles.text")
    raw_spans: Spans = Field(description="where it is in the raw text")
    rule: Text = Field(description="the rule that found it")
    confidence: Share = Field(
        description="the rule's measured precision, smoothed by one right and one wrong record more (unmeasured: 0.5)"
    )

    @model_validator(mode="after")
    def _ranges_agree(self) -> Self:
        if self.text_end <= self.text_start or len(self.surface) != self.text_end - self.text_start:
            raise ValueError("surface is not as long as its range")
        require_spans_cover(self.surface, self.raw_spans, "mention")
        return self
