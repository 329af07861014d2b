"""Table `initiatives`."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from schemas.entity import Entity
from schemas.rows import Int32, Text

InitiativeIssue = Literal["count_disagrees", "holder_uncertain"]
InitiativeKind = Literal["document", "programme", "model", "platform", "list", "team", "agreement", "target", "other"]


class Initiative(Entity):
    """One row per thing with a name of its own that an organization or place has started, runs or issued."""

    table: ClassVar[str] = "initiatives"
    key: ClassVar[tuple[str, ...]] = ("initiative_id",)
    references: ClassVar[dict[str, str]] = {"organization_id": "organizations", "community_id": "communities"}

    initiative_id: Text = Field(description="<name without marks and kind word>@<resolved holder, else the article>")
    name: Text = Field(description="name as printed, marks included")
    kind: InitiativeKind = Field(description="what kind of initiative")
    holder: Text | None = Field(None, description="who runs it, as printed")
    organization_id: Text | None = Field(None, description="the organization that runs it")
    community_id: Text | None = Field(None, description="the place whose organization runs it")
    components: tuple[Text, ...] = Field((), description="its parts where the article lists them")
    stated_count: Int32 | None = Field(None, ge=0, description="the number that the article gives for its parts")
    description: Text | None = Field(None, description="the sentence that says most about it")
    issues: tuple[InitiativeIssue, ...] = Field(
        (),
        description="count_disagrees: the stated number is not that of the parts listed; holder_uncertain: another "
        "may run it, or nobody who is named: fewer than half of such holders were right on articles left out",
    )

    @model_validator(mode="after")
    def _count_disagrees_where_it_does(self) -> Self:
        disagrees = (
            bool(self.components) and self.stated_count is not None and self.stated_count != len(self.components)
        )
        if disagrees is not ("count_disagrees" in self.issues):
            raise ValueError("count_disagrees must be set if and only if stated_count is not the number of components")
        return self
