from hypothesis import given
from hypothesis import strategies as st

from jiceng.reading.layout.costs import estimate
from jiceng.reading.layout.drafts import BODY, TITLES, Draft
from jiceng.reading.layout.moves.move import Move
from tests.reading.layout.invented_parts import LIBRARY, TEA, body, page_of, title

_PARTS = page_of(title(TEA[0]), body(*TEA[1:]), body(*LIBRARY[1:]))
_DRAFTS = st.sampled_from(
    [
        None,
        Draft(0, 0, TITLES),
        Draft(0, 0, TITLES).with_title(0, _PARTS, TITLES).with_body(1, _PARTS[1], BODY),
        Draft(2, 2, BODY).with_body(2, _PARTS[2], BODY),
    ]
)


@given(st.floats(-9, 9), _DRAFTS, _DRAFTS)
def test_the_estimate_adds_what_is_left_open(cost: float, current: Draft | None, interrupted: Draft | None) -> None:
    move = Move(cost, current, 0, "body", interrupted)
    expected = cost
    for draft in (current, interrupted):
        expected += 0.0 if draft is None else estimate(draft)
    assert move.estimate == expected
