"""A command of Prefect's (its server, a worker) in a process of its own that ends with whoever started it.

`python -m flows.prefect_command server start …` is `prefect server start …`, until standard input ends.
"""

import gc
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import IO

from flows.runs.owner import children_of

_GRACE_SECONDS = 10.0


class PrefectCommand:
    """A running command of Prefect's, with its children in a process group of their own."""

    def __init__(self, *arguments: str, environment: Mapping[str, str], errors: IO[bytes] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.prefect_command", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, **environment},
            start_new_session=True,  # Ctrl-C reaches jiceng alone, which stops it in order
        )

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def stop_children(self, grace_seconds: float) -> None:
        """End its child processes (a worker's runs): SIGTERM, then SIGKILL after `grace_seconds`.

        A worker that is asked to stop kills its runs at once (SIGKILL), which can then neither tell Prefect nor clean
        up.
        """
        deadline = time.monotonic() + grace_seconds
        asked: set[int] = set()
        while children := set(children_of(self._process.pid)):
            late = time.monotonic() > deadline
            for child in children if late else children - asked:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL if late else signal.SIGTERM)
            asked |= children
            time.sleep(0.1)

    def stop(self, grace_seconds: float = _GRACE_SECONDS) -> None:
        """End it and its process group: SIGTERM, then SIGKILL after `grace_seconds`."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=grace_seconds)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _run(arguments: list[str]) -> None:
    """Run a command of Prefect's in this process, until whoever started it is gone."""
    gc.set_threshold(100_000, 50, 50)  # a quarter of the first start, which creates the database, is garbage collection
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = ["prefect", *arguments]
    runpy.run_module("prefect", run_name="__main__")


def _end_with_parent() -> None:
    """Wait for the end of standard input, which the parent holds open, however the parent ends."""
    while os.read(0, 1):  # not sys.stdin: the interpreter takes its lock at exit
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    _run(sys.argv[1:])
