"""What may go wrong with a call, told from what is wrong with the data."""

from concurrent.futures import BrokenExecutor

DONE, DATA_AT_FAULT, CALL_AT_FAULT, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
"""Exit codes of the command line."""

MACHINE_FAULTS = (OSError, BrokenExecutor, MemoryError)
"""Faults that may be gone at the next try: a full disk, a killed process, a lost network folder."""


class Terminated(KeyboardInterrupt):
    """SIGTERM came; like Ctrl-C, it is no fault."""


class CallFault(Exception):
    """The call cannot be carried out as it was given; the message is one line and says what to do."""
