"""What a score counts as missed or as wrongly found, one by one, for developers of rules."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Misses:
    """The misses of a score."""

    lines: list[dict[str, Any]] = field(default_factory=list)

    def note(self, miss: str, page_id: str, **what: Any) -> None:
        """Note a miss."""
        self.lines.append({"miss": miss, "page": page_id, **what})

    def write(self, path: Path) -> None:
        """Write the misses, one JSON object per line."""
        lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines)
        path.write_text("".join(lines), encoding="utf-8")
