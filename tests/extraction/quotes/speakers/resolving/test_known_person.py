from ..samples import mention_of, sources_of


def test_the_office_printed_there_comes_before_the_main_one():
    sources = sources_of("四川省民政厅厅长王建国来了。花山村村民王建国走了。王建国说")
    here = sources.speaker(sources.between(0, 14)[0])
    assert (here.title, here.organization) == ("厅长", "四川省民政厅")
    main = sources.speaker(mention_of(sources, "王建国"))
    assert (main.title, main.organization, main.role_class) == ("厅长", "四川省民政厅", "government")


def test_a_title_without_organization_takes_that_of_the_same_office():
    sources = sources_of("四川省民政厅厅长王建国来了。厅长王建国说")
    speaker = sources.speaker(mention_of(sources, "王建国"))
    assert (speaker.title, speaker.organization) == ("厅长", "四川省民政厅")


def test_somebody_without_office_has_the_home_that_the_article_gives():
    sources = sources_of("家住花山村的王建国说，他很忙。王建国说")
    speaker = sources.speaker(mention_of(sources, "王建国"))
    assert (speaker.title, speaker.organization) == (None, "花山村")
    sources = sources_of("家住花山村的王建国教授来了")
    professor = sources.speaker(mention_of(sources, "王建国教授"))
    assert (professor.title, professor.organization) == ("教授", None)
