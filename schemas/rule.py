"""Table `rules`."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from schemas.rows import Int32, Row, Share, Text


class Rule(Row):
    """One row per rule that makes records, with its measured precision."""

    table: ClassVar[str] = "rules"
    key: ClassVar[tuple[str, ...]] = ("rule",)

    rule: Text = Field(description="name of the rule")
    target: Text = Field(description="table whose records it makes")
    description: Text = Field(description="what it looks for")
    support: Int32 = Field(ge=0, description="records it made on the gold set")
    precision: Share | None = Field(None, description="share of them that are right")
    precision_low: Share | None = Field(None, description="lower bound of the precision's 90% interval (Wilson)")
    gold: Text = Field(
        description="the gold set it was measured on, by hash; 'not measured' where it made no record there"
    )

    @model_validator(mode="after")
    def _measured_where_supported(self) -> Self:
        if (self.support == 0) is not (self.precision is None) or (self.precision is None) is not (
            self.precision_low is None
        ):
            raise ValueError("precision and precision_low must be set if and only if support is not 0")
        return self
