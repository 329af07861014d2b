"""Every target, with the same inputs in each run; `make fuzz` looks for others."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzzing.mutation import mutated
from tests.fuzzing.target import MOST_BYTES
from tests.fuzzing.targets import TARGETS

_EXAMPLES = {"release-folders": 6, "release-zips": 60, "tomls": 100}
"""Of a target whose inputs take another time to be read than a page."""


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_is_raised_that_is_no_refusal(name: str) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    for seed in seeds:
        target.run(seed)

    @settings(
        max_examples=_EXAMPLES.get(name, 40),
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(seeds), st.randoms(use_true_random=False))
    def read(seed: bytes, chance: Random) -> None:
        target.run(mutated(seed, chance, target.tokens, max(MOST_BYTES, len(seed))))

    read()
