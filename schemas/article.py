"""Table `articles`."""

from datetime import date
from hashlib import sha256
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from schemas.page import TextIssue, count_printed
from schemas.rows import NO_SPANS, Int32, Row, Share, Spans, Struct, Text, require_spans_cover

ArticleKind = Literal["report", "brief", "commentary", "document", "interview", "sidebar", "caption", "notice"]
TitleRole = Literal["kicker", "headline", "subheadline", "byline"]
ParagraphRole = Literal["body", "heading", "caption", "list"]
CreditRole = Literal["reporter", "intern", "correspondent", "photographer", "editor", "author"]
ArticleIssue = Literal[
    "no_headline",
    "headline_cut",
    "unbalanced_marks",
    "ends_mid_sentence",
    "order_uncertain",
    TextIssue,
]


class Title(Struct):
    """A title line or byline line, where it is printed."""

    role: TitleRole = Field(description="which of the titles")
    text: Text = Field(description="as printed, its lines joined")
    spans: Spans = Field(description="where it is in the raw text")

    @model_validator(mode="after")
    def _text_is_its_spans(self) -> Self:
        require_spans_cover(self.text, self.spans, f"title {self.role}")
        return self


class Credit(Struct):
    """A person who made the article."""

    name: Text = Field(description="full name, layout spaces removed")
    role: CreditRole = Field(description="what the person did")


class Dateline(Struct):
    """Agency, place and date of a dispatch, at the head of the text (本报武汉1月1日电) or in brackets at its end."""

    agency: Text | None = Field(None, description="本报, 新华社")
    place: Text | None = Field(None, description="place of the dispatch")
    date: Text | None = Field(None, description="day as printed (1月1日)")


class Paragraph(Struct):
    """A paragraph of `articles.text`."""

    role: ParagraphRole = Field(description="what kind of paragraph")
    text_start: Int32 = Field(ge=0, description="first code point in text")
    text_end: Int32 = Field(description="one after its last code point in text")

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.text_end <= self.text_start:
            raise ValueError(f"paragraph ends at {self.text_end}, not after its start {self.text_start}")
        return self


class Article(Row):
    """One row per article, in the reading order of its page."""

    table: ClassVar[str] = "articles"
    key: ClassVar[tuple[str, ...]] = ("article_id",)
    references: ClassVar[dict[str, str]] = {"page_id": "pages", "newspaper": "newspapers"}

    article_id: Text = Field(description="<page_id>/a<raw offset of its first character>")
    page_id: Text = Field(description="its page")
    newspaper: Text = Field(description="its newspaper")
    issue_date: date | None = Field(None, description="day of the issue")
    page_number: Text | None = Field(None, description="number of the page")
    position: Int32 = Field(ge=1, description="place on the page in reading order, from 1")
    kind: ArticleKind = Field(description="what kind of article")
    kicker: Text | None = Field(None, description="引题, the line above the headline")
    headline: Text | None = Field(None, description="主题, the main title")
    subheadline: Text | None = Field(None, description="副题, the line below the headline")
    titles: tuple[Title, ...] = Field((), description="every title and the byline line, where each is printed")
    byline: tuple[Credit, ...] = Field((), description="who the byline line names")
    credits: tuple[Credit, ...] = Field((), description="who is credited inside the text; the words stay in text")
    dateline: Dateline | None = Field(None, description="agency, place and date; the words stay in text")
    text: str = Field(description="paragraphs joined by line feeds, section headings among them")
    paragraphs: tuple[Paragraph, ...] = Field((), description="the paragraphs of text")
    raw_spans: Spans = Field(NO_SPANS, description="where text is in the raw text, in reading order")
    text_sha256: Text = Field(description="SHA-256 of text as UTF-8", pattern="^[0-9a-f]{64}$")
    keywords: tuple[Text, ...] = Field((), max_length=10, description="jieba's TF-IDF, best first")
    continues: Text | None = Field(None, description="page on which it goes on (下转), without 第 and 版: 4, A4, 四")
    continued_from: Text | None = Field(
        None, description="page from which it goes on (上接), without 第 and 版: 4, A4, 四"
    )
    character_count: Int32 = Field(ge=0, description="characters of text without white space")
    ocr_score: Share | None = Field(
        None, description="how sure the OCR engine is of its worst run of characters; null without an engine's scores"
    )
    issues: tuple[ArticleIssue, ...] = Field((), description="what is doubtful about the article")

    @model_validator(mode="after")
    def _text_is_its_spans(self) -> Self:
        require_spans_cover(self.text, self.raw_spans, "text")
        if self.text_sha256 != sha256(self.text.encode()).hexdigest():
            raise ValueError("text_sha256 is not that of text")
        if self.character_count != count_printed(self.text):
            raise ValueError("character_count is not that of text")
        return self

    @model_validator(mode="after")
    def _paragraphs_are_the_lines(self) -> Self:
        lines = self.text.split("\n") if self.text else []
        start = 0
        ranges = []
        for line in lines:
            ranges.append((start, start + len(line)))
            start += len(line) + 1
        if ranges != [(p.text_start, p.text_end) for p in self.paragraphs]:
            raise ValueError("paragraphs are not the lines of text")
        return self

    @model_validator(mode="after")
    def _titles_are_printed(self) -> Self:
        printed = {
            role: [t.text for t in self.titles if t.role == role] for role in ("kicker", "headline", "subheadline")
        }
        for role, texts in printed.items():
            if getattr(self, role) != (" ".join(texts) or None):
                raise ValueError(f"{role} is not what titles print")
        if self.byline and not any(title.role == "byline" for title in self.titles):
            raise ValueError("byline names people but no byline line is printed")
        if self.headline is None and "no_headline" not in self.issues and self.kind not in ("sidebar", "caption"):
            raise ValueError("an article without headline must say no_headline")
        return self
