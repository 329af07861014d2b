"""`jiceng watch`: a build when pages have arrived in raw/ and have stopped growing."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic, time

from watchfiles import Change, watch

from flows.faults import Terminated
from flows.logs import set_up_logs
from flows.runs.lock import Locked, refuse_if_locked
from flows.settings import Settings, require_places
from flows.signals import stopped_by_signals
from jiceng.page import PAGE_SUFFIXES

_LOG = logging.getLogger("jiceng.watch")

_LOOK_MS = 500
"""How often to look whether what has arrived is still growing."""

_STOP_SECONDS = 30.0

Observed = tuple[tuple[str, int, int], ...]
"""Name, size and time of change of each page file below a path."""


def counts(raw: Path, path: Path) -> bool:
    """Say whether a change of this path may change the dataset: not one of a hidden or temporary file."""
    parts = path.relative_to(raw).parts
    if not parts or any(part.startswith(".") for part in parts):
        return False
    return path.suffix.lower() in (*PAGE_SUFFIXES, ".toml") or (path.is_dir() or not path.suffix)


def observe(raw: Path, path: Path) -> Observed:
    """Return what there is of a file, or of the pages in a folder; nothing where it is gone."""
    below = path.rglob("*") if path.is_dir() else [path]
    seen = []
    for file in below:
        try:
            status = file.stat()
        except OSError:
            continue
        if file.is_file() and counts(raw, file):
            seen.append((str(file), status.st_size, status.st_mtime_ns))
    return tuple(sorted(seen))


class Arrivals:
    """What has changed in raw/ since the last build began, and whether it still does."""

    def __init__(self, raw: Path, settle_seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._raw = raw
        self._settle_seconds = settle_seconds
        self._clock = clock
        self._seen: dict[Path, tuple[Observed, float]] = {}

    def note(self, paths: Iterable[Path]) -> bool:
        """Learn that something happened to paths; say whether it matters."""
        count = len(self._seen)
        for path in paths:
            if counts(self._raw, path):
                self._seen[path] = (observe(self._raw, path), self._clock())
        return len(self._seen) > count

    def are_settled(self) -> bool:
        """Say whether nothing of it has changed for the seconds to settle."""
        now = self._clock()
        for path, (before, _) in self._seen.items():
            seen = observe(self._raw, path)
            if seen != before:
                self._seen[path] = (seen, now)
        return all(now - since >= self._settle_seconds for _, since in self._seen.values())

    def forget(self) -> None:
        """Forget them, because a build begins, which takes them."""
        self._seen.clear()


def run_watch(settings: Settings, build_arguments: Sequence[str] = ()) -> None:
    """Build now, and whenever pages have arrived, until a signal comes; raises CallFault.

    One build at a time, each in a process of its own, so that none can take the watch with it.
    """
    set_up_logs(settings.log_level, settings.json_logs)
    require_places(settings)
    raw = settings.local_raw.resolve()
    arrivals = Arrivals(raw, settings.watch_settle_seconds)
    due = True
    try:
        with stopped_by_signals(threading.Event()):
            changes = watch(raw, watch_filter=_all_that_counts(raw), rust_timeout=_LOOK_MS, yield_on_timeout=True)
            arrivals.note(_young_pages(raw, settings.watch_settle_seconds))
            _LOG.info("watching %s", settings.raw)
            for batch in changes:
                due |= arrivals.note(Path(path) for _, path in batch)
                if due and arrivals.are_settled():
                    arrivals.forget()
                    due = not _build(settings, build_arguments)
    except KeyboardInterrupt as told:
        _LOG.info("told to stop (%s)", "SIGTERM" if isinstance(told, Terminated) else "SIGINT")


def _all_that_counts(raw: Path) -> Callable[[Change, str], bool]:
    return lambda _, path: counts(raw, Path(path))


def _young_pages(raw: Path, seconds: float) -> Iterator[Path]:
    """Yield the pages that may be growing already: those that have changed within the seconds to settle."""
    for name, _, changed in observe(raw, raw):
        if time() - changed / 1e9 < seconds:
            yield Path(name)


def _build(settings: Settings, arguments: Sequence[str]) -> bool:
    """Run `jiceng build`; say whether it had its turn: not where another build is at work."""
    try:
        refuse_if_locked(settings.runs_folder, settings.lock_stale_seconds)
    except Locked:
        return False
    places = ["--raw", str(settings.raw), "--output", str(settings.output)]
    command = [sys.executable, "-m", "flows", "build", *places, *arguments]
    process = subprocess.Popen(command, start_new_session=True)  # Ctrl-C is for us, who hand it on
    try:
        process.wait()
    except KeyboardInterrupt:
        process.terminate()
        try:
            process.wait(timeout=_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise
    return True
