"""Table `quotes`."""

from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from schemas.person import RoleClass
from schemas.rows import Int32, Row, Share, Spans, Text, require_spans_cover

QuoteKind = Literal["direct", "indirect"]
SpeakerKind = Literal["person", "group", "organization", "meeting", "document"]
Attribution = Literal["named", "pronoun", "title", "continued", "none"]
QuoteIssue = Literal["mark_missing"]

_MARKS = {"“": "”", "「": "」", '"': '"'}


def has_outer_marks(text: str) -> bool:
    """Return whether one pair of quotation marks encloses the whole text."""
    close = _MARKS.get(text[:1])
    if close is None or len(text) < 2 or text[-1] != close:
        return False
    depth = 0
    for index, character in enumerate(text):
        if character == close and (character != text[0] or index):
            depth -= 1
        elif character == text[0]:
            depth += 1
        if depth == 0:
            return index == len(text) - 1
    return False


class Quote(Row):
    """One row per piece of speech or writing that an article reports from a source."""

    table: ClassVar[str] = "quotes"
    key: ClassVar[tuple[str, ...]] = ("quote_id",)
    references: ClassVar[dict[str, str]] = {
        "article_id": "articles",
        "newspaper": "newspapers",
        "person_id": "people",
        "organization_id": "organizations",
        "community_id": "communities",
        "rule": "rules",
    }

    quote_id: Text = Field(description="<page_id>/q<raw start>-<raw end>")
    article_id: Text = Field(description="the article that reports it")
    newspaper: Text = Field(description="its newspaper")
    issue_date: date | None = Field(None, description="day of the issue")
    paragraph: Int32 = Field(ge=0, description="index into articles.paragraphs, from 0")
    text: Text = Field(description="what was said, without its outer marks")
    kind: QuoteKind = Field(description="with quotation marks or reported")
    speaker: Text | None = Field(None, description="full name, or the source's shortest complete name")
    speaker_kind: SpeakerKind | None = Field(None, description="what kind of source")
    speaker_title: Text | None = Field(None, description="the person's title")
    speaker_organization: Text | None = Field(
        None, description="the person's organization, as fully as the article gives it"
    )
    role_class: RoleClass | None = Field(None, description="what kind of office the speaker holds")
    person_id: Text | None = Field(None, description="the speaker, where a person named")
    organization_id: Text | None = Field(None, description="the speaker or the speaker's organization")
    community_id: Text | None = Field(None, description="the place whose organization or resident speaks")
    cue: Text | None = Field(None, description="the word that introduces it (说, 表示, 指出)")
    rule: Text = Field(description="the rule that found it")
    attribution: Attribution = Field(description="how the speaker was found")
    confidence: Share = Field(
        description="probability that text and speaker are right, calibrated on articles left out of training"
    )
    text_start: Int32 = Field(ge=0, description="first code point in articles.text")
    text_end: Int32 = Field(description="one after its last code point in articles.text")
    raw_spans: Spans = Field(description="where it is in the raw text")
    position: Int32 = Field(ge=1, description="which quote of its article it is, in the order of the text, from 1")
    public_office: bool | None = Field(
        None, description="whether the speaker's office is a public one; null for a speaker without one"
    )
    ocr_score: Share | None = Field(
        None, description="how sure the OCR engine is of its worst run of characters; null without an engine's scores"
    )
    issues: tuple[QuoteIssue, ...] = Field((), description="what is doubtful about the quote")

    @model_validator(mode="after")
    def _ranges_agree(self) -> Self:
        if self.text_end <= self.text_start:
            raise ValueError(f"quote ends at {self.text_end}, not after its start {self.text_start}")
        if len(self.text) != self.text_end - self.text_start:
            raise ValueError("text is not as long as its range")
        require_spans_cover(self.text, self.raw_spans, "quote")
        return self

    @model_validator(mode="after")
    def _marks_are_outside(self) -> Self:
        if self.kind == "direct" and has_outer_marks(self.text):
            raise ValueError("a direct quote must not have its outer marks")
        return self

    @model_validator(mode="after")
    def _speaker_agrees(self) -> Self:
        if (self.speaker is None) is not (self.attribution == "none"):
            raise ValueError("attribution must be none if and only if there is no speaker")
        if (self.speaker is None) is not (self.speaker_kind is None):
            raise ValueError("speaker_kind must be set if and only if speaker is")
        if self.person_id is not None and self.speaker_kind != "person":
            raise ValueError("person_id must not be set unless a person speaks")
        if (self.public_office is None) is not (self.speaker_title is None):
            raise ValueError("public_office must be set if and only if speaker_title is")
        return self
