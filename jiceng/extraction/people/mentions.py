"""Every place where an article prints the names of its people."""

from collections import defaultdict
from collections.abc import Mapping

from jiceng.extraction.findings import FoundMention
from jiceng.extraction.lexicon import printed_in
from jiceng.extraction.people.credits import Credits
from jiceng.extraction.people.inside_places import InsidePlaces
from jiceng.extraction.people.rules.again import person_again
from jiceng.extraction.people.rules.office import person_office
from jiceng.extraction.text.article_text import ArticleText


def find_mentions(article: ArticleText, names: Mapping[str, Mapping[int, str]]) -> dict[str, list[FoundMention]]:
    """Return the mentions of names, in the order of first mention; of two that overlap the first and longer one counts.

    `names`: name → offset where a rule found it → that rule. Neither credits of the article's makers nor places' names
    mention anybody.
    """
    if not names:
        return {}
    credited = Credits(article)
    places = article.once(InsidePlaces)
    printed = [
        (start, end, name)
        for start, end, name in printed_in(article.text, names)
        if start not in credited
        and not places.is_inside(start, end, titled=names[name].get(start) == person_office.name)
    ]
    others = ((start, end) for start, end, name in printed if start not in names[name])
    again = {proposal.start for proposal in person_again.function(article, others)}
    found: dict[str, list[FoundMention]] = defaultdict(list)
    for start, end, name in printed:
        rule = person_again.name if start in again else names[name].get(start)
        if rule is not None:
            found[name].append(FoundMention(start, end, rule))
    return found
