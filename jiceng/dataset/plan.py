"""What a build would read, and why: each shard is new, changed, fresh or gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jiceng.dataset.manifest import BuildShard, Manifest
from jiceng.dataset.shard_files import written_shards
from jiceng.dataset.shards import ShardSource, ShardSources, read_sources
from jiceng.storage import Location

_NAMED = 3
"""Names that a reason lists; it only counts the others."""


class ShardState(StrEnum):
    """What a build does with a shard."""

    new = "new"
    changed = "changed"
    unpublished = "unpublished"
    """It has been read, but is not in the published dataset: a build ended before it could publish."""
    fresh = "fresh"
    gone = "gone"


@dataclass(frozen=True, slots=True)
class PlannedShard:
    """A shard, and what a build would do with it."""

    name: str
    state: ShardState
    pages: int
    """Page files; for a shard that is gone, those that it had."""
    reasons: tuple[str, ...] = ()
    """What changed, one phrase each; a changed shard has at least one."""

    @property
    def is_read(self) -> bool:
        """Whether a build reads its pages."""
        return self.state in (ShardState.new, ShardState.changed)


def plan_shards(output: Location, shards: Sequence[ShardSource], published: Manifest | None) -> list[PlannedShard]:
    """Return what a build would do with each shard of raw/, and each that is published but no longer in raw/; by name.

    Opens no file of a shard that is fresh.
    """
    written = written_shards(output)
    before = {shard.name: shard for shard in published.shards} if published else {}
    planned = [_planned(output, shard, written, before) for shard in shards]
    here = {shard.name for shard in shards}
    gone = [
        PlannedShard(name, ShardState.gone, shard.pages, ("its pages are no longer in raw/",))
        for name, shard in before.items()
        if name not in here
    ]
    return sorted(planned + gone, key=lambda shard: shard.name)


def _planned(output: Location, shard: ShardSource, written: set[str], before: Mapping[str, BuildShard]) -> PlannedShard:
    pages = len(shard.pages)
    published = before.get(shard.name)
    if f"{shard.name}/{shard.fingerprint}" in written:
        if published is not None and published.fingerprint == shard.fingerprint:
            return PlannedShard(shard.name, ShardState.fresh, pages)
        return PlannedShard(
            shard.name, ShardState.unpublished, pages, ("it was read, but is not in the published dataset",)
        )
    known = [published.fingerprint if published else None, *sorted(_fingerprints(written, shard.name))]
    for fingerprint in filter(None, known):
        old = read_sources(output, shard.name, fingerprint)
        if old is not None:
            return PlannedShard(shard.name, ShardState.changed, pages, tuple(changes(old, shard.sources)))
    if published is not None:
        return PlannedShard(shard.name, ShardState.changed, pages, ("what was read from it is gone",))
    return PlannedShard(shard.name, ShardState.new, pages)


def _fingerprints(written: Iterable[str], name: str) -> list[str]:
    return [path.rpartition("/")[2] for path in written if path.rpartition("/")[0] == name]


def changes(old: ShardSources, new: ShardSources) -> Iterator[str]:
    """Yield how the sources of a shard differ between then and now, one phrase each."""
    yield from _file_changes("page", {k: v[0] for k, v in old.pages.items()}, {k: v[0] for k, v in new.pages.items()})
    both = old.pages.keys() & new.pages.keys()
    tomls = [page for page in sorted(both) if old.pages[page][1] != new.pages[page][1]]
    if tomls:
        yield f"changed toml of {_named(tomls)}"
    if fields := _differing(old.newspaper, new.newspaper):
        yield f"newspaper.toml: {_named(fields)}"
    if old.page_characters != new.page_characters:
        yield f"page_characters {old.page_characters} → {new.page_characters}"
    if old.schema_version != new.schema_version:
        yield f"schema version {old.schema_version} → {new.schema_version}"
    yield from _file_changes("rule file", old.rules, new.rules)
    for library in _differing(old.libraries, new.libraries):
        yield f"{library} {old.libraries.get(library, 'none')} → {new.libraries.get(library, 'none')}"


def _file_changes(noun: str, old: Mapping[str, str | None], new: Mapping[str, str | None]) -> Iterator[str]:
    came, went = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    changed = [name for name in sorted(old.keys() & new.keys()) if old[name] != new[name]]
    for what, names in (("new", came), ("changed", changed), ("removed", went)):
        if names:
            yield f"{what} {noun}{'s' if len(names) > 1 else ''} {_named(names)}"


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
