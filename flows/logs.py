"""Logs on standard error: text for people, or a JSON object per line. They never hold the text of pages.

The standard library's logging: little is logged, and structlog would be one more dependency for one format.
"""

import logging
import sys
import traceback
from copy import copy
from datetime import UTC, datetime
from typing import Any

from flows.console.escapes import json_text, printable, printable_line

LOGGER = "jiceng"
"""Above all loggers of ours; Prefect's are set by Prefect's own settings."""

_LOG = logging.getLogger("jiceng.build")
_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}


class _StandardError(logging.StreamHandler[Any]):
    """Writes to the current standard error, which a progress bar replaces to print lines above itself."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> Any:
        """The current standard error."""
        return sys.stderr


class TextLines(logging.Formatter):
    """Time, level and message; of an exception its type and stack, not its message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line, and an exception's stack below it."""
        alone = copy(record)
        alone.msg, alone.args = printable_line(record.getMessage()), None
        alone.exc_info, alone.exc_text = None, None  # formatted by another handler, perhaps
        exception = _exception_of(record)
        return "\n".join(filter(None, [super().format(alone), printable(exception or "")]))


class JsonLines(logging.Formatter):
    """A JSON object: time (UTC), level, logger, message, and what the call gave as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if exception := _exception_of(record):
            entry["exception"] = exception
        return json_text(entry)


def _exception_of(record: logging.LogRecord) -> str | None:
    return describe_exception(record.exc_info) if record.exc_info else getattr(record, "exception", None)


def describe_exception(exception: Any) -> str:
    """Return an exception's stack and type; the message only of an OSError, since others may quote a page."""
    kind, error, stack = exception
    last = f"{kind.__name__}: {error}" if isinstance(error, OSError) else kind.__name__
    return "".join([*traceback.format_tb(stack), last])


def set_up_logs(level: str, as_json: bool) -> None:
    """Have our loggers write to standard error from a level on (`debug`, `info`, `warning`, `error`)."""
    logger = logging.getLogger(LOGGER)
    for handler in [handler for handler in logger.handlers if isinstance(handler, _StandardError)]:
        logger.removeHandler(handler)
    handler = _StandardError()
    handler.setFormatter(JsonLines() if as_json else TextLines())
    logger.addHandler(handler)
    logger.setLevel(level.upper())
    logger.propagate = False


def complain(line: str) -> None:
    """Print a fault on standard error: the line as it is, or as a JSON object if logs are JSON."""
    _print(line, logging.ERROR)


def tell(line: str) -> None:
    """Print on standard error what is being done, like a fault."""
    _print(line, logging.INFO)


def _print(line: str, level: int) -> None:
    if any(isinstance(handler.formatter, JsonLines) for handler in logging.getLogger(LOGGER).handlers):
        _LOG.log(level, "%s", line)
    else:
        print(printable_line(line), file=sys.stderr, flush=True)
