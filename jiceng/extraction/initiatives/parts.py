"""The parts that an article lists for an initiative, and the number that it gives for them."""

import re
from collections.abc import Sequence
from typing import Final

import rjieba

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.names import HAN_NAME, LEADING_NUMBER, NUMERALS, PARTS_BY_PLUS, NameCandidate
from jiceng.extraction.text.article_text import ArticleText

LONGEST_SENTENCE: Final = 600
_SENTENCE_MARKS = "。！？!?；"
_SENTENCE_END = re.compile(r"[。！？!?；]+[”’」』）》]*")
_ANY_NUMERAL = re.compile(r"[一二两三四五六七八九十0-9]")
_NUMBER_OF_PARTS = re.compile("(?<![一二两三四五六七八九十百0-9第])[两二三四五六七八九](?![一二三四五六七八九十百0-9])")
_FULL_STOP = re.compile(r"[。！？\n]")
_FARTHEST_LIST = 400
_LONGEST_PART = 20
_FARTHEST_CUE = 24
_LONGEST_BEFORE_CUE = 6
"""Characters before a cue that opens its clause (主要, 新政策)."""
_WEAK_CUES = frozenset({"通过", "由", "以", "从"})
"""Cues that open a list only where the number of parts is known."""
_FARTHEST_CUES = {**dict.fromkeys(_WEAK_CUES, 4), "：": 12, "——": 4}
_COUNT = r"([0-9]{1,4}|[两二三四五六七八九十])"
_MEASURES = lexicon.one_of(lexicon.short_list("measures_of_parts"))
_COUNT_BEFORE = re.compile(
    rf"{lexicon.one_of(lexicon.short_list('verbs_before_counts'))}了?{_COUNT}(?:项|条|个|类|大|款|章)[^，。；]{{0,8}}的?$"
)
_DOCUMENTS = lexicon.one_of(row["word"] for row in lexicon.table("initiative_kinds") if row["kind"] == "document")
_COUNT_AFTER = re.compile(
    rf"(?!{_DOCUMENTS})(?:（[^（）]{{2,24}}）)?[^，。；“”《》]{{0,8}}，?"
    rf"{lexicon.one_of(lexicon.short_list('verbs_behind_names_before_counts'))}了?"
    rf"(?:[^，。；“”《》0-9]{{0,4}}|[^，。；“”《》0-9]{{4,20}}的){_COUNT}(?:项|条|大类|类|章|个方面)"
)
"""Behind a name, also behind what it is called for short (（以下简称《办法》），共15条; 明确了山林保护的6项任务)."""
_COUNT_CLOSING_LIST = re.compile(rf"等?{_COUNT}(?:支|个|项|类|大|条|家|种|方面)")
_COUNTED_LIST = re.compile(
    rf"{lexicon.one_of(lexicon.short_list('verbs_of_counted_lists'))}了?((?:[^，。；：“”、]{{2,16}}、)+[^，。；：“”、]{{2,24}}?)等?"
    rf"{_COUNT}{_MEASURES}"
)
"""A list with the number of its parts behind it (设有医疗、康复、养老三个中心)."""
_JOINED_PARTS = re.compile("由((?:[^，。；：“”、]{2,16}、)*[^，。；：“”、]{2,24}?)(?:共同)?(?:组成|构成)")
_BRACKETED_LIST = re.compile(r"（(?:即)?([^（）]{4,80})）")
_QUOTED_LIST = re.compile(
    lexicon.one_of(lexicon.short_list("verbs_of_parts")) + r"[^“”。]{0,12}((?:“[^“”]{2,20}”[、，]?){3,})"
)
_LIST_CUE = re.compile(r"即|包括|分别[是为]?|涵盖|：|——|指的?是|通过|由|以|从")
_LIST_JOINT = re.compile(r"^(?:以及|和|及|与|一是|二是|三是|四是|五是|六是|[①-⑩])")
_LIST_END = re.compile(r"等(?:[^等]{0,12})$|[两二三四五六七八九十][个项类大]方?面?[^、]{0,6}$")
_MARKED_BEFORE = re.compile("“([^“”，。；：]+)”的?$")
"""A list in marks before a name (“社区、社会组织、社会工作”的“三社联动”)."""
_JOINTS = frozenset("和与及")
"""Words, not the ends of longer ones (参与), behind which the name is one more of what is listed."""
_JOINED_TO_NAME = re.compile("的? ?$")
"""What joins a list to the name that it explains, be it set apart by a space."""
_LEADING_VERB = re.compile("^" + lexicon.one_of(lexicon.short_list("verbs_before_parts")))
_COUNT_BEHIND = re.compile(rf"([两二三四五六七八九十])(?:型|{_MEASURES})")
"""Behind a name in marks and before its kind word (“…”四型机场, “…”四个服务队)."""
_COUNTED_ARTICLES = re.compile("(?:^|[\u3400-\u9fff])([0-9]{1,3})(?:条|项)(?:[\u3400-\u9fff]{0,4})$")
"""At a name's end: how many measures it has (“26条措施”)."""
_NOT_COUNTED = tuple(lexicon.short_list("numbers_that_count_nothing"))


def sentence_around(article: ArticleText, start: int, end: int) -> tuple[int, int]:
    """Return the sentence in which a range stands; no further than LONGEST_SENTENCE from it."""
    sentences = article.once(_sentences_around)
    if (start, end) not in sentences:
        sentences[start, end] = _find_sentence_around(article, start, end)
    return sentences[start, end]


def _sentences_around(_: ArticleText) -> dict[tuple[int, int], tuple[int, int]]:
    return {}


def _find_sentence_around(article: ArticleText, start: int, end: int) -> tuple[int, int]:
    paragraph_start, paragraph_end = article.paragraph_range(start)
    text = article.text
    floor = max(paragraph_start, start - LONGEST_SENTENCE)
    left = max(text.rfind(mark, floor, start) for mark in _SENTENCE_MARKS) + 1
    while 0 < left < start and text[left] in "”’」』）":
        left += 1
    stop = _SENTENCE_END.search(text, end, min(paragraph_end, end + LONGEST_SENTENCE))
    return max(left, floor), stop.end() if stop else min(paragraph_end, end + LONGEST_SENTENCE)


class InitiativeParts:
    """The parts and the number of parts that an article gives for an initiative."""

    def __init__(self, article: ArticleText, chosen: NameCandidate, group: Sequence[NameCandidate]) -> None:
        self._text = article.text
        self._article = article
        self.best = chosen
        self.stated_count = self._number_in_name(chosen)
        self.components = _parts_joined_in(chosen.core)
        for candidate in (chosen, *group):
            if not self.components:
                self._read_around(candidate)

    def _number_in_name(self, chosen: NameCandidate) -> int | None:
        """四个一 → 4, “…”四型机场 → 4, 26条措施 → 26.

        A name with two numbers (一枢纽五高地) says nothing of the whole by itself, nor has a number of parts what only
        begins with one (五彩…, 九江…).
        """
        behind = _COUNT_BEHIND.match(re.split("[”’]", self._text[chosen.start : chosen.end])[-1])
        if behind is not None:
            return NUMERALS[behind[1]]
        if articles := _COUNTED_ARTICLES.search(chosen.core):
            return int(articles[1])
        if chosen.core.startswith(_NOT_COUNTED) or self._begins_with_proper_name(chosen):
            return None
        match = LEADING_NUMBER.match(chosen.core)
        if match is None or (match[2] and _ANY_NUMERAL.search(chosen.core, match.end())):
            return None
        return NUMERALS[match[1] or match[2]]

    def _begins_with_proper_name(self, chosen: NameCandidate) -> bool:
        """Say whether a name without marks begins with a place's or a person's name (九江, 三亚)."""
        first = self._article.words.at(chosen.start)
        return first.start == chosen.start and first.tag[:2] in ("ns", "nr", "nz") and len(first.text) > 1

    def _read_around(self, candidate: NameCandidate) -> None:
        """Take parts listed before or behind a mention, and a number stated there."""
        start, end = sentence_around(self._article, candidate.start, candidate.end)
        stop = _FULL_STOP.search(self._text, candidate.end, min(candidate.end + _FARTHEST_LIST, len(self._text)))
        behind = self._text[candidate.end : max(end, stop.start()) if stop else end]
        before = self._text[start : candidate.start]
        count = self.stated_count
        if stated := _COUNT_BEFORE.search(before) or _COUNT_AFTER.match(behind):
            count = _number(stated[1])
        parts, listed_count = _parts_listed_behind(behind, count)
        for number in _numbers_to_list(candidate.core) if count is None else (count,):
            if not parts and (parts := _parts_listed_before(before, number)):
                count = number
        if parts:
            self.components = parts
            self.best = candidate
        if self.stated_count is None:
            self.stated_count = count if count is not None else listed_count


def _numbers_to_list(core: str) -> list[int]:
    """Return the numbers in a name of which a list before it may be (问、听、记、改“一网四步”工作法: four, not one)."""
    return [NUMERALS[digit] for digit in _NUMBER_OF_PARTS.findall(core)]


def _number(digits: str) -> int:
    return NUMERALS[digits] if digits in NUMERALS else int(digits)


def _parts_joined_in(core: str) -> tuple[str, ...]:
    """Return the parts that a name joins: 支部+公司+社员, 治污、治水、治气; two joined by 、 are no list."""
    if PARTS_BY_PLUS.fullmatch(core):
        parts = re.split("[+＋]", core)
        return tuple(parts) if all(len(part) > 1 and HAN_NAME.fullmatch(part) for part in parts) else ()
    parts = core.split("、")
    return tuple(parts) if len(parts) > 2 else ()


def _parts_listed_behind(behind: str, count: int | None) -> tuple[tuple[str, ...], int | None]:
    """Return the parts that the text behind a name lists, and the number that closes the list (等7支志愿者队伍)."""
    if bracket := _BRACKETED_LIST.match(behind):
        parts = _split(bracket[1], "、，；")
        if len(parts) > 1 and count in (None, len(parts)):
            return parts, None
    if quoted := _QUOTED_LIST.search(behind):
        parts = tuple(re.findall(r"“([^“”]+)”", quoted[1]))
        closing = _COUNT_CLOSING_LIST.match(behind, quoted.end(1))
        return parts, _number(closing[1]) if closing else None
    if counted := _COUNTED_LIST.search(behind):
        parts, number = _parts_of(counted[1]), _number(counted[2])
        if len(parts) == number and count in (None, number) and counted.start() <= _FARTHEST_CUE:
            return parts, number
    if (joined := _JOINED_PARTS.search(behind)) and joined.start() <= _FARTHEST_CUE:
        parts = _parts_of(joined[1])
        if len(parts) > 1 and count in (None, len(parts)):
            return parts, None
    for cue in _LIST_CUE.finditer(behind):
        listed = behind[cue.end() :]
        strong = cue.group() not in _WEAK_CUES
        if cue.start() > _FARTHEST_CUES.get(cue.group(), _FARTHEST_CUE):
            continue
        for separator in ("；", "、", "，"):
            parts = _split(listed if separator != "、" else re.split("[，；]", listed, maxsplit=1)[0], separator)
            if count is not None and len(parts) == count and count > 1:
                return parts, None
            is_list = separator == "、" and len(parts) > 2 and max(map(len, parts)) <= _LONGEST_PART
            if count is None and strong and is_list and _speaks_of_name(behind[: cue.start()]):
                return parts, None
    return (), None


def _speaks_of_name(between: str) -> bool:
    """Say whether a cue behind these words can tell of the name before them: in its clause, or opening the next one."""
    clause = re.split("[，；]", between)
    return len(clause) == 1 or len(clause[-1]) <= _LONGEST_BEFORE_CUE


def _parts_of(listed: str) -> tuple[str, ...]:
    """Return the parts of a list whose last two 和 may join (医疗、康复和养老)."""
    parts = listed.split("、")
    first, joint, last = parts[-1].partition("和")
    if not joint:
        first, joint, last = parts[-1].partition("以及")
    if joint and len(first) > 1 and len(last) > 1:
        parts = [*parts[:-1], first, last]
    return tuple(part.strip("“”‘’") for part in parts)


def _parts_listed_before(before: str, count: int) -> tuple[str, ...]:
    """Return the parts listed directly before a name (社区、社会组织、社会工作“三社联动”), as many as it says.

    A name that 和 joins to what is listed is one of the list, and does not count it (甲、乙、丙和“三社联动”).
    """
    marked = _MARKED_BEFORE.search(before)
    listed = marked[1] if marked else _JOINED_TO_NAME.sub("", re.split("[，。；：”]", before)[-1])
    parts = listed.split("、")
    if len(parts) == count - 1:
        first, joined, last = parts[-1].partition("和")
        parts = [*parts[:-1], first, last] if joined else parts
    if len(parts) != count or not all(parts) or (marked is None and rjieba.cut(parts[-1])[-1] in _JOINTS):
        return ()
    return (_LEADING_VERB.sub("", parts[0]) or parts[0], *parts[1:])


def _split(listed: str, separators: str) -> tuple[str, ...]:
    parts = (_LIST_JOINT.sub("", part) for part in re.split(f"[{separators}]", listed))
    parts = ((_LIST_END.sub("", part) or part).strip("“”‘’：。 ") for part in parts)
    return tuple(part for part in parts if part)
