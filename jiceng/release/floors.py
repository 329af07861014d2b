"""What must hold before a release is cut: a table may not fall far below the release before (floors.toml)."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

FLOORS = Path(__file__).with_name("floors.toml")


class Floors(BaseModel):
    """The table of floors.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fall: dict[str, float]
    """By how much of its rows a table may fall; `default` for tables not named."""
    most: dict[str, float] = Field(default_factory=dict)

    def allowed_fall(self, table: str) -> float:
        """Return by how much of its rows a table may fall."""
        return self.fall.get(table, self.fall["default"])


@cache
def read_floors() -> Floors:
    """Return the packaged floors."""
    return Floors.model_validate(tomllib.loads(FLOORS.read_text(encoding="utf-8")))


def fallen(
    before: Mapping[str, int], now: Mapping[str, int], floors: Floors, accepted: Collection[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each table that has fallen too far, those accepted left out; both are table → rows."""
    for table, old in before.items():
        new = now.get(table, 0)
        if table in accepted or new >= old:
            continue
        if new == 0:
            yield f"{table} is empty, the release before had {old:,} rows"
            continue
        fall, allowed = (old - new) / old, floors.allowed_fall(table)
        if fall > allowed:
            yield f"{table} fell by {fall:.0%} ({old:,} → {new:,} rows), at most {allowed:.0%} is allowed"


def too_many(pages: int, failed: int, records: int, rejected: int, floors: Floors) -> Iterator[str]:
    """Yield a sentence for each share of pages or records that is too large."""
    for what, part, whole, said in (
        ("failed_pages", failed, pages, "pages could not be read"),
        ("rejected_records", rejected, records + rejected, "records were rejected"),
    ):
        share, allowed = part / whole if whole else 0.0, floors.most[what]
        if share > allowed:
            yield f"{share:.1%} of {said} ({part:,} of {whole:,}), at most {allowed:.0%} is allowed"
