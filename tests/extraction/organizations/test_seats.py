import pytest

from jiceng.extraction.organizations.seats import own_name


@pytest.mark.parametrize(
    ("name", "path", "own"),
    [
        ("民政局", "四川省/攀枝花市", "民政局"),
        ("市民政局", "四川省/攀枝花市", "民政局"),
        ("委", "四川省/攀枝花市", "市委"),
        ("市委", "四川省/攀枝花市", "市委"),
        ("委", "", "委"),
        ("的民政局", "四川省/攀枝花市", "民政局"),
        ("社区党总支", "四川省/攀枝花市/东区/兰尖社区", "党总支"),
        ("A/B公司", "", "A／B公司"),
        ("的", "", "的"),
    ],
)
def test_a_name_without_its_place(name: str, path: str, own: str) -> None:
    assert own_name(name, path) == own
