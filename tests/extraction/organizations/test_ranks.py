import pytest

from jiceng.extraction.organizations.ranks import occurrences, place_of_rank
from schemas import Newspaper
from schemas.community import Resolution

from ..sample_articles import LOCAL, NATIONAL, article_of


@pytest.mark.parametrize(
    ("text", "newspaper", "rank", "name", "path", "resolution"),
    [
        ("市委提出", LOCAL, "市", "市委", "四川省/攀枝花市", "home"),
        ("省委提出", LOCAL, "省", "省委", "四川省", "home"),
        ("河北省保定市的干部说，市委支持", NATIONAL, "市", "市委", "河北省/保定市", "context"),
        ("市委支持河北省保定市的干部", NATIONAL, "市", "市委", "河北省/保定市", "context"),
        ("河北省保定市来人，市委支持，四川省成都市也支持", NATIONAL, "市", "市委", "河北省/保定市", "context"),
        ("市委提出", NATIONAL, "市", "市委", None, "unresolved"),
    ],
)
def test_the_place_that_a_rank_means(
    text: str, newspaper: Newspaper, rank: str, name: str, path: str | None, resolution: Resolution
) -> None:
    assert place_of_rank(article_of(text, newspaper), rank, name) == (path, resolution)


def test_occurrences_do_not_overlap() -> None:
    assert list(occurrences("村村", "村村村村 村村")) == [(0, 2), (2, 4), (5, 7)]
    assert list(occurrences("市委", "")) == []
