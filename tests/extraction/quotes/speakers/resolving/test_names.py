import pytest

from ..samples import speaker_of


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("村民王建国、李文华夫妇说", "王建国、李文华夫妇", "group"),
        ("村民王建国和李文华哥俩说", "王建国和李文华哥俩", "group"),
        ("村民王建国等人说", "王建国等人", "group"),
        ("村民王建国、李文华说", "王建国", "person"),
    ],
)
def test_a_closed_list_of_names_is_a_group(text, name, kind):
    assert speaker_of(text, "王建国") == (name, kind, "named")
