"""Names beside other names in a list."""

from collections.abc import Iterable, Iterator, Mapping

from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.people.names.boundaries import boundary_at
from jiceng.extraction.people.names.chinese import NameEnds
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import rule


@rule("person_list", "people", "a name beside another name in a list (张三、李四)")
def person_list(
    article: ArticleText, likely: Iterable[tuple[int, int]], candidates: Iterable[tuple[int, int]]
) -> Iterator[Proposal]:
    """Propose names of lists (张三、李四和王五): those after the ranges of `likely`, and `candidates` before them."""
    text, name_ends = article.text, article.once(NameEnds)
    queue = [end for _, end in likely]
    seen = set(queue)
    walked: set[int] = set()
    starts = {end: start for start, end in sorted(candidates, key=_length)}
    while queue:
        end = queue.pop()
        yield from _before(text, starts, end, walked)
        if text[end : end + 1] not in ("、", "和", "与"):
            continue
        stop = name_ends[end + 1]
        if stop > end + 1 and (text[end] == "、" or boundary_at(article, stop) >= WEIGHTS.ends_maybe):
            yield Proposal(end + 1, stop, ("listed",))
            if stop not in seen:
                seen.add(stop)
                queue.append(stop)


def _length(candidate: tuple[int, int]) -> int:
    start, end = candidate
    return end - start


def _before(text: str, starts: Mapping[int, int], end: int, walked: set[int]) -> Iterator[Proposal]:
    """Yield the candidates before a likely name of a list that ends at an offset; `starts`: end → start of each.

    `walked` holds the ends from which a list was walked already.
    """
    while end in starts and end not in walked:
        walked.add(end)
        mark = starts[end] - 1
        if text[mark : mark + 1] != "、" or mark not in starts:
            return
        yield Proposal(starts[mark], mark, ("listed",))
        end = mark
