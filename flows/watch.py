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

_POLL_MS = 500
"""Milliseconds between two looks at whether new files are still growing."""

_STOP_SECONDS = 30.0

Observed = tuple[tuple[str, int, int], ...]
"""Name, size and time of change of each page file below a path."""


def is_relevant(raw: Path, path: Path) -> bool:
    """Return whether a change of this path may change the dataset; hidden and temporary files do not count."""
    parts = path.relative_to(raw).parts
    if not parts or any(part.startswith(".") for part in parts):
        return False
    return path.suffix.lower() in (*PAGE_SUFFIXES, ".toml") or (path.is_dir() or not path.suffix)


def observe(raw: Path, path: Path) -> Observed:
    """Return the state of a file, or of all pages in a folder; empty if it is gone."""
    below = path.rglob("*") if path.is_dir() else [path]
    seen = []
    for file in below:
        try:
            status = file.stat()
        except OSError:
            continue
        if file.is_file() and is_relevant(raw, file):
            seen.append((str(file), status.st_size, status.st_mtime_ns))
    return tuple(sorted(seen))


class Arrivals:
    """What has changed in raw/ since the last build began, and whether it is still changing."""

    def __init__(self, raw: Path, settle_seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._raw = raw
        self._settle_seconds = settle_seconds
        self._clock = clock
        self._seen: dict[Path, tuple[Observed, float]] = {}

    def note(self, paths: Iterable[Path]) -> bool:
        """Note that something happened to paths; return whether any of them counts."""
        count = len(self._seen)
        for path in paths:
            if is_relevant(self._raw, path):
                self._seen[path] = (observe(self._raw, path), self._clock())
        return len(self._seen) > count

    def are_settled(self) -> bool:
        """Return whether nothing noted has changed for `settle_seconds`."""
        now = self._clock()
        for path, (before, _) in self._seen.items():
            seen = observe(self._raw, path)
            if seen != before:
                self._seen[path] = (seen, now)
        return all(now - since >= self._settle_seconds for _, since in self._seen.values())

    def forget(self) -> None:
        """Forget all changes, because a build that takes them begins."""
        self._seen.clear()


def run_watch(settings: Settings, build_arguments: Sequence[str] = ()) -> None:
    """Build now, and whenever pages have arrived, until a signal comes; raises CallFault.

    Each build runs in its own process, one at a time, so that a crash does not end the watch.
    """
    set_up_logs(settings.log_level, settings.json_logs)
    require_places(settings)
    raw = settings.local_raw.resolve()
    arrivals = Arrivals(raw, settings.watch_settle_seconds)
    due = True
    try:
        with stopped_by_signals(threading.Event()):
            changes = watch(raw, watch_filter=_relevant(raw), rust_timeout=_POLL_MS, yield_on_timeout=True)
            arrivals.note(_young_pages(raw, settings.watch_settle_seconds))
            _LOG.info("watching %s", settings.raw)
            for batch in changes:
                due |= arrivals.note(Path(path) for _, path in batch)
                if due and arrivals.are_settled():
                    arrivals.forget()
                    due = not _build(settings, build_arguments)
    except KeyboardInterrupt as stopped:
        _LOG.info("told to stop (%s)", "SIGTERM" if isinstance(stopped, Terminated) else "SIGINT")


def _relevant(raw: Path) -> Callable[[Change, str], bool]:
    return lambda _, path: is_relevant(raw, Path(path))


def _young_pages(raw: Path, seconds: float) -> Iterator[Path]:
    """Yield the pages that changed in the last `seconds`, and so may still be growing."""
    for name, _, changed in observe(raw, raw):
        if time() - changed / 1e9 < seconds:
            yield Path(name)


def _build(settings: Settings, arguments: Sequence[str]) -> bool:
    """Run `jiceng build`; return False if another build is running, so that it has to be tried again."""
    try:
        refuse_if_locked(settings.runs_folder, settings.lock_stale_seconds)
    except Locked:
        return False
    places = ["--raw", str(settings.raw), "--output", str(settings.output)]
    command = [sys.executable, "-m", "flows", "build", *places, *arguments]
    process = subprocess.Popen(command, start_new_session=True)  # Ctrl-C reaches the watch alone, which passes it on
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
