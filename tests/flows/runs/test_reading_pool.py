"""The pool that reads pages: order, and how it stops."""

from concurrent.futures import CancelledError

import pytest

from flows.runs.reading_pool import STOP, Stop, reading_pool


def double(number: int, _more: str) -> int:
    return 2 * number


def test_one_worker_is_this_process() -> None:
    with reading_pool(1) as pool:
        assert list(pool.map(double, [1, 2, 3], "abc")) == [2, 4, 6]


@pytest.mark.slow
def test_processes_keep_the_order() -> None:
    with reading_pool(2) as pool:
        assert list(pool.map(double, range(20), "a" * 20)) == list(range(0, 40, 2))


def test_reading_stops_when_told() -> None:
    stop = Stop()
    token = STOP.set(stop)
    try:
        with reading_pool(1) as pool:
            results = pool.map(double, [1, 2, 3], "abc")
            assert next(results) == 2
            stop.set()
            with pytest.raises(CancelledError):
                next(results)
    finally:
        STOP.reset(token)
