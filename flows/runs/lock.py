"""The lock of an output folder: one build at a time, and what a dead owner left is taken over.

It is our own because maintained libraries (filelock, portalocker) do not record who has held a lock since when, and
cannot tell whether a holder on another host is still alive.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from time import time
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.faults import CallFault
from flows.runs.owner import Owner, this_process
from jiceng.storage import kind_of

LOCK = "lock.json"
"""Beside the link `current`."""

CLAIM = ".lock-"
"""How a lock's name begins until it is taken."""


class Lock(BaseModel):
    """lock.json: who builds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    owner: Owner
    since: datetime
    heartbeat: datetime
    """When the owner last renewed it."""

    def text(self) -> str:
        """Return the file's text; its length does not depend on the moment."""
        return self.model_dump_json(indent=1) + "\n"


class Locked(CallFault):
    """Another build is running on the same output."""


class LostLock(CallFault):
    """Another build took the lock while this one did not renew it."""


class HeldLock:
    """The lock while it is held; it is renewed through its open file, so that another's is never written over."""

    def __init__(self, path: Path, descriptor: int, lock: Lock, took_over: Lock | None) -> None:
        self._path = path
        self._descriptor = descriptor
        self._lock = lock
        self.took_over = took_over
        """The lock of a dead owner that this one replaced."""

    def renew(self) -> None:
        """Write a new heartbeat; raises LostLock."""
        if not self.is_ours():
            raise LostLock(
                f"{self._path}: another build has taken it over, because this one seemed dead; this one stops"
            )
        lock = self._lock.model_copy(update={"heartbeat": _now()})
        os.pwrite(self._descriptor, lock.text().encode(), 0)

    def is_ours(self) -> bool:
        """Return whether the lock file is still this lock."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Remove the lock, if it is still this one."""
        with _alone(self._path.parent):
            if self.is_ours():
                self._path.unlink()
        os.close(self._descriptor)


HELD: ContextVar[HeldLock | None] = ContextVar("held lock", default=None)
"""The lock of the build of this context."""


def require_lock() -> None:
    """Raise LostLock if the build of this context has lost its lock."""
    held = HELD.get()
    if held is not None:
        held.renew()


@contextmanager
def hold_lock(
    output: Path, heartbeat_seconds: float, stale_seconds: float, on_loss: Callable[[], None]
) -> Iterator[HeldLock]:
    """Hold an output folder's lock until the block ends, renewed by a thread; `on_loss` is called if it is lost.

    Raises Locked if a living owner has it. An owner is dead when its process is gone (on this host) or has not
    renewed its lock for `stale_seconds` (on another).
    """
    held = take_lock(output, stale_seconds)
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(heartbeat_seconds):
            try:
                held.renew()
            except LostLock:
                on_loss()
                return
            except OSError:  # a full disk, a lost network folder: the next renewal may succeed
                continue

    renewing = threading.Thread(target=renew, name="heartbeat", daemon=True)
    token = HELD.set(held)
    renewing.start()
    try:
        yield held
    finally:
        HELD.reset(token)
        ended.set()
        renewing.join()
        held.release()


def take_lock(output: Path, stale_seconds: float) -> HeldLock:
    """Take the lock of an output folder at once; raises Locked if a living owner has it."""
    path = output / LOCK
    lock = Lock(owner=this_process(), since=_now(), heartbeat=_now())
    with _alone(output):
        took_over = refuse_if_locked(output, stale_seconds)
        claim = output / f"{CLAIM}{uuid4().hex}"
        descriptor = os.open(claim, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            os.write(descriptor, lock.text().encode())
            if path.exists():
                path.unlink()
            _name(claim, path)
        except FileExistsError:  # only on file systems without flock, see _alone
            os.close(descriptor)
            refuse_if_locked(output, stale_seconds)
            raise Locked(f"{output}: another build is just beginning there") from None
        except BaseException:
            os.close(descriptor)
            raise
        finally:
            claim.unlink(missing_ok=True)
        for left in output.glob(f"{CLAIM}*"):
            left.unlink(missing_ok=True)
    return HeldLock(path, descriptor, lock, took_over)


def _name(claim: Path, path: Path) -> None:
    """Give a claim the lock's name unless that is taken (FileExistsError)."""
    try:
        os.link(claim, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system
        claim.rename(path)


def refuse_if_locked(output: Path, stale_seconds: float) -> Lock | None:
    """Raise Locked if a living owner holds the lock; return a dead owner's lock, None if there is no lock."""
    lock = read_lock(output)
    if lock is None or not is_alive(lock, stale_seconds):
        return lock
    if is_ahead(lock, stale_seconds):
        raise Locked(
            f"{output / LOCK}: {lock.owner} renews it at a time that is still to come "
            f"({lock.heartbeat:%Y-%m-%d %H:%M:%S} UTC); set the clocks of both machines right, "
            "or remove the file if no build is running there"
        )
    raise Locked(
        f"{output}: is being built by {lock.owner}, since {lock.since:%Y-%m-%d %H:%M:%S} UTC; "
        "wait until it ends (`jiceng status`), or build into another --output"
    )


def is_alive(lock: Lock, stale_seconds: float) -> bool:
    """Return whether a lock's owner may still be alive."""
    lives = lock.owner.lives()
    if lives is None:
        return (_now() - lock.heartbeat).total_seconds() < stale_seconds
    return lives


def is_ahead(lock: Lock, stale_seconds: float) -> bool:
    """Return whether a lock of another host was renewed so far in the future that nobody can tell its age."""
    return lock.owner.lives() is None and (lock.heartbeat - _now()).total_seconds() > stale_seconds


def read_lock(output: Path) -> Lock | None:
    """Return the lock of an output folder, whoever holds it; None if there is none.

    Raises CallFault if something else has its name, or it cannot be read.
    """
    path = output / LOCK
    if (kind := kind_of(path)) not in (None, "a file"):
        raise CallFault(f"{path}: is {kind}, not the lock of a build; move it away")
    try:
        return Lock.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CallFault(
            f"{path}: cannot be read ({error.strerror}); make it readable, or remove it if no build is running"
        ) from None
    except ValidationError:
        return _unreadable(path)


def _unreadable(path: Path) -> Lock | None:
    """Return a lock that cannot be read as one of an unknown owner, who was alive when it was last written."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    nobody = Owner(user="somebody", host="an unknown host", machine="", pid=0, started="")
    return Lock(owner=nobody, since=written, heartbeat=written)


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Be the only process that takes or releases this folder's lock; a dead process blocks nobody.

    On a file system without flock (NFS) the block runs all the same. Taking a free lock is one link, and safe; two
    processes that take over the same dead lock in the same millisecond find out at the first renewal.
    """
    descriptor = os.open(output, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _now() -> datetime:
    """Return the time in whole seconds, so that its text always has the same length."""
    return datetime.fromtimestamp(int(time()), UTC)
