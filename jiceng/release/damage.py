"""What damaged or made-up files of a release lead to, as one sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from jiceng.escapes import first_line, one_line

_DAMAGE = (duckdb.Error, pa.ArrowException, ValueError, LookupError, TypeError, OverflowError, MemoryError)


@contextmanager
def as_damage(refusal: Callable[[str], Exception]) -> Iterator[None]:
    """Raise `refusal` of a reason instead of what the libraries raise for a file that is not what it should be."""
    try:
        yield
    except OSError as error:
        if error.errno is not None:  # of the machine; pyarrow raises others for files that are damaged
            raise
        raise refusal(_reason(error)) from None
    except _DAMAGE as error:
        raise refusal(_reason(error)) from None


def _reason(error: BaseException) -> str:
    return one_line(first_line(error)) or type(error).__name__
