from operator import attrgetter

from jiceng.extraction.findings import FoundMention, FoundOrganization, merged


def test_an_organization_without_a_place_is_one_of_its_article() -> None:
    placed = FoundOrganization("市民政局", "民政局", "四川省/攀枝花市", "home")
    unplaced = FoundOrganization("大河公司", "大河公司", None, "unresolved")
    assert placed.organization_id("jia/1/a0") == "四川省/攀枝花市/民政局"
    assert unplaced.organization_id("jia/1/a0") == "jia/1/a0/大河公司"


def test_findings_of_one_key_are_merged_into_the_first() -> None:
    mentions = (FoundMention(9, 13, "b"), FoundMention(0, 4, "b"))
    first = FoundOrganization("市民政局", "民政局", "甲市", "home", mentions)
    other = FoundOrganization("市委", "市委", "甲市", "home")
    again = FoundOrganization(
        "甲市民政局", "民政局", "甲市", "stated", (FoundMention(0, 4, "a"), FoundMention(5, 8, "a"))
    )
    found = merged([first, other, again], attrgetter("own_name"))
    assert [organization.name for organization in found] == ["市民政局", "市委"]
    assert found[0].resolution == "home"
    assert found[0].mentions == (FoundMention(0, 4, "a"), FoundMention(5, 8, "a"), FoundMention(9, 13, "b"))
