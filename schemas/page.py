"""Table `pages`."""

from datetime import date
from hashlib import sha256
from operator import lt
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from schemas.normalisations import NO_WIDTH
from schemas.rows import NO_SPANS, Int32, Row, Share, Spans, Struct, Text
from schemas.struct_columns import StructColumns

Verdict = Literal["joined", "paragraph", "part", "article", "furniture"]
TextIssue = Literal[
    "columns_interleaved",
    "spaced",
    "doubled",
    "mojibake",
    "traditional",
    "unknown_characters",
]
"""What may be wrong with the text of a whole page: its articles say it, too."""
PageIssue = Literal[TextIssue, "blank", "box_mended", "extraction_cut"]
SourceFormat = Literal[
    "text", "hocr", "alto", "page", "mets", "abbyy", "paddle", "rapidocr", "easyocr", "umi", "mineru", "dots",
    "docling", "tesseract", "markdown", "pdf", "image",
]  # fmt: skip


class Break(Struct):
    """What one run of line ends of the raw text means."""

    raw_offset: Int32 = Field(ge=0, description="first line end of the run, in the raw text")
    verdict: Verdict = Field(description="what the break separates (joined: nothing, the text goes on)")
    reason: Text = Field(description="the rule that decided")
    confidence: Share = Field(description="how often the verdict is right where this rule decides")


class Breaks(StructColumns[Break]):
    """Runs of line ends in the raw text's order: their offsets, verdicts, reasons and confidences."""

    __slots__ = ()
    struct = Break

    @property
    def raw_offsets(self) -> tuple[int, ...]:
        """The first line end of each."""
        return self.columns[0]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What each separates."""
        return self.columns[1]


def count_printed(text: str) -> int:
    """Return the number of code points that are not white space, as which those of no width count."""
    return len("".join(text.split())) - sum(map(text.count, NO_WIDTH))


class Page(Row):
    """One row per page file."""

    table: ClassVar[str] = "pages"
    key: ClassVar[tuple[str, ...]] = ("page_id",)
    references: ClassVar[dict[str, str]] = {"newspaper": "newspapers"}

    page_id: Text = Field(description="path below raw/ without extension")
    newspaper: Text = Field(description="its newspaper")
    issue_date: date | None = Field(None, description="day of the issue")
    issue_date_source: Literal["path", "page_toml", "furniture"] | None = Field(
        None, description="where the date was found"
    )
    page_number: Text | None = Field(None, description="number of the page in its issue, without leading zeros")
    source_path: Text = Field(description="path of the page file below raw/")
    source_sha256: Text = Field(description="SHA-256 of the page file's bytes", pattern="^[0-9a-f]{64}$")
    source_format: SourceFormat = Field("text", description="what kind of file the page was given as")
    source_url: Text | None = Field(None, description="address of the page on the web")
    image_sha256: Text | None = Field(None, description="SHA-256 of the page's image")
    encoding: Text | None = Field(None, description="encoding the bytes were decoded with")
    status: Literal["read", "failed"] = Field(description="whether the page could be read")
    raw_text: str | None = Field(
        None,
        description="the decoded page, byte-order mark removed, or what an OCR engine's boxes give; null when failed",
    )
    raw_sha256: Text | None = Field(None, description="SHA-256 of raw_text as UTF-8", pattern="^[0-9a-f]{64}$")
    furniture_spans: Spans = Field(NO_SPANS, description="folio lines, dates, editors, section names: in no article")
    breaks: Breaks = Field(Breaks(), description="one for each run of line ends, in the raw text's order")
    article_count: Int32 = Field(0, ge=0, description="articles on the page")
    character_count: Int32 = Field(0, ge=0, description="characters of the raw text without white space")
    issues: tuple[PageIssue, ...] = Field((), description="what is doubtful about the page, or was mended on it")

    @model_validator(mode="after")
    def _read_pages_have_their_text(self) -> Self:
        if (self.status == "failed") is not (self.raw_text is None):
            raise ValueError("raw_text must be null if and only if status is failed")
        if (self.raw_text is None) is not (self.raw_sha256 is None):
            raise ValueError("raw_sha256 must be set if and only if raw_text is")
        if (self.issue_date is None) is not (self.issue_date_source is None):
            raise ValueError("issue_date_source must be set if and only if issue_date is")
        raw = self.raw_text or ""
        if self.raw_sha256 and self.raw_sha256 != sha256(raw.encode()).hexdigest():
            raise ValueError("raw_sha256 is not that of raw_text")
        if self.character_count != count_printed(raw):
            raise ValueError("character_count is not the number of characters that are not white space")
        return self

    @model_validator(mode="after")
    def _ranges_lie_inside(self) -> Self:
        length = len(self.raw_text or "")
        previous = 0
        for start, end in self.furniture_spans.ranges():
            if start < previous or end > length:
                raise ValueError(f"furniture span {start}-{end} overlaps or leaves the raw text")
            previous = end
        offsets = self.breaks.raw_offsets
        if not all(map(lt, offsets, offsets[1:])) or (offsets and offsets[-1] >= length):
            raise ValueError("breaks are not in order inside the raw text")
        return self
