from ..samples import mention_of, sources_of


def test_a_mention_is_resolved_once():
    sources = sources_of("村民王建国来了。他说")
    mention = mention_of(sources, "他")
    assert sources.speaker(mention) is sources.speaker(mention)


def test_who_is_called_by_a_name_is_the_person_of_that_name():
    sources = sources_of("一名队员叫王建国，村民王建国说")
    speaker = sources.speaker(mention_of(sources, "队员"))
    assert speaker.name == "王建国"
