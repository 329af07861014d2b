"""Scans and PDFs are recognised before pages are read: one after the other, with the time that is left."""

import logging
from collections.abc import Sequence
from hashlib import sha256
from time import monotonic

from flows.runs.progress import WATCHER
from jiceng.dataset.shards import ShardSource
from jiceng.ocr import OcrFault
from jiceng.ocr.scans import CACHE, engine_is_installed
from jiceng.page import PageFile, recognised
from jiceng.storage import read_file, sha256_of

_LOG = logging.getLogger("jiceng.build")
_MOST_BYTES = 512 * 1024 * 1024


def recognise_scans(stale: Sequence[ShardSource]) -> None:
    """Recognise the scans and PDFs of stale shards of which nothing is kept beside them yet.

    What cannot be recognised is left to reading, which names it.
    """
    scans = [page for shard in stale for page in shard.pages if page.is_scan]
    if not scans or not engine_is_installed():
        return
    new = [page for page in scans if not _is_kept(page)]
    started = monotonic()
    for number, page in enumerate(new):
        left = (monotonic() - started) / number * (len(new) - number) if number else None
        about = "" if left is None else f", about {max(1, round(left / 60))} min left"
        WATCHER.get().say(f"recognising scan {number + 1} of {len(new)}{about}")
        _recognise(page)
    if new:
        _LOG.info("recognised %d scans in %.0f s", len(new), monotonic() - started)


def _is_kept(page: PageFile) -> bool:
    try:
        return bool((page.path.parent / CACHE / f"{sha256_of(page.path)}.json").exists())
    except OSError:
        return True  # reading it will say what is wrong


def _recognise(page: PageFile) -> None:
    try:
        data = read_file(page.path, _MOST_BYTES)
        recognised(page, data, sha256(data).hexdigest(), page.path.suffix.lower())
    except (OcrFault, OSError) as error:
        _LOG.debug("%s: %s", page.source_path, error)
