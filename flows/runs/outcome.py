"""What a build finds in raw/, what its tasks report, and how it ends."""

from dataclasses import dataclass, field

from jiceng.dataset.builds.assemble import BuildReport
from jiceng.dataset.checks.builds import Broken
from jiceng.dataset.doubtful_pages import DoubtfulPages
from jiceng.dataset.plan import PlannedShard
from jiceng.dataset.shard_files import ShardReport
from jiceng.dataset.shards import ShardSource
from jiceng.page import Fault, RawFolder


def counted(number: int, noun: str) -> str:
    """Return a number with its noun (1 page, 2 pages)."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What raw/ holds, and which shards a run has to read."""

    raw: RawFolder
    shards: tuple[ShardSource, ...]
    planned: tuple[PlannedShard, ...]
    """What a run does with each shard, including those whose pages are gone."""

    @property
    def stale(self) -> tuple[ShardSource, ...]:
        """The shards to read."""
        read = {shard.name for shard in self.planned if shard.is_read}
        return tuple(shard for shard in self.shards if shard.name in read)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What reading a batch of shards gave: a report per shard that was written, a fault per shard that was not."""

    written: tuple[ShardReport, ...] = ()
    left_out: dict[str, Fault] = field(default_factory=dict)
    """Name of the shard → why no file of it exists."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended."""

    build: BuildReport | None
    """The build, published or not; none if nothing could be assembled."""
    published: bool
    pages: int
    """Page files of raw/ in the build."""
    shards: int
    shards_read: int
    faults: tuple[Fault, ...]
    """What was left out, in the order of raw/."""
    broken: tuple[Broken, ...]
    """Promises that the build breaks; if any, it is not published."""
    seconds: float
    doubtful: tuple[DoubtfulPages, ...] = ()
    """Of what was published: pages that were read, but not well."""
    assumed: tuple[str, ...] = ()
    """Folders of newspapers without a newspaper.toml."""
    mended: tuple[ShardReport, ...] = ()
    """Shards that were damaged and have been read again."""

    @property
    def summary(self) -> str:
        """How it ended, in one sentence."""
        faults = f"{counted(len(self.faults), 'fault')} in raw/"
        if self.build is None or not self.published:
            reason = f"it breaks {counted(len(self.broken), 'promise')}" if self.broken else "no page could be read"
            return f"nothing is published: {reason}; {faults}"
        state = "is unchanged" if self.build.unchanged else "is published"
        return f"{self.build.build_id} {state}: {counted(self.pages, 'page')}, {faults}"
