"""Structs by column are accepted exactly where the structs themselves are, with the same errors."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from schemas import Break, Breaks, Span, Spans
from schemas.struct_columns import StructColumns

INTS: st.SearchStrategy[Any] = st.integers(-1, 3) | st.sampled_from([2**31 - 1, 2**31, -(2**31), True, 1.0, "1", None])
SPANS = st.lists(st.tuples(INTS, INTS), max_size=4)
VERDICTS: st.SearchStrategy[Any] = st.sampled_from(["joined", "article", "none", None, 1])
REASONS: st.SearchStrategy[Any] = st.sampled_from(["full_line", "", None, 1])
SHARES: st.SearchStrategy[Any] = st.sampled_from([0.0, 0.5, 1.0, 1, 1.5, -0.1, float("nan"), None, "0.5"])
BREAKS = st.lists(st.tuples(INTS, VERDICTS, REASONS, SHARES), max_size=3)


class Both(BaseModel):
    model_config = ConfigDict(strict=True)
    spans: Spans = Spans()
    breaks: Breaks = Breaks()


class OneByOne(BaseModel):
    model_config = ConfigDict(strict=True)
    spans: tuple[Span, ...] = ()
    breaks: tuple[Break, ...] = ()


def errors_of(model: type[BaseModel], field: str, value: Any) -> list[Any] | None:
    try:
        model.model_validate({field: value})
    except ValidationError as error:
        return [(each["loc"], each["msg"], each["type"]) for each in error.errors()]
    return None


def same(field: str, kind: type[StructColumns[Any]], rows: list[tuple[Any, ...]]) -> None:
    columns = kind(*zip(*rows, strict=True))
    one_by_one = tuple(dict(zip(kind.struct.model_fields, row, strict=True)) for row in rows)
    expected = errors_of(OneByOne, field, one_by_one)
    assert columns.is_valid() is (expected is None)
    assert errors_of(Both, field, columns) == expected
    assert errors_of(Both, field, one_by_one) == expected
    if expected is None:
        assert Both.model_validate({field: one_by_one}) == Both.model_validate({field: columns})
        assert tuple(columns) == getattr(OneByOne.model_validate({field: one_by_one}), field)


@given(SPANS)
def test_spans_are_checked_as_models_are(rows: list[tuple[Any, ...]]) -> None:
    same("spans", Spans, rows)


@given(BREAKS)
def test_breaks_are_checked_as_models_are(rows: list[tuple[Any, ...]]) -> None:
    same("breaks", Breaks, rows)


@pytest.mark.parametrize("columns", [Spans((1,), ()), Spans((1,)), Spans((1,), (2,), (3,)), Spans([1], [2])])  # type: ignore[arg-type]
def test_columns_that_are_none_are_refused(columns: Spans) -> None:
    assert not columns.is_valid()


def test_they_are_a_sequence_of_structs() -> None:
    spans = Spans((1, 5), (3, 9))
    assert list(spans) == [Span(start=1, end=3), Span(start=5, end=9)]
    assert (spans[-1], spans[1:], len(spans)) == (Span(start=5, end=9), Spans((5,), (9,)), 2)
    assert spans == (Span(start=1, end=3), Span(start=5, end=9)) != Spans()
    assert Spans.of(spans) == spans
    assert {spans, Spans.of(spans)} == {spans}


def test_they_are_written_and_described_as_the_structs() -> None:
    both, one = Both(spans=Spans((1,), (3,))), OneByOne(spans=(Span(start=1, end=3),))
    assert both.model_dump() == one.model_dump()
    assert both.model_dump_json() == one.model_dump_json()
    for mode in ("validation", "serialization"):
        described = [TypeAdapter(model).json_schema(mode=mode)["$defs"] for model in (Both, OneByOne)]
        assert described[0] == described[1]
