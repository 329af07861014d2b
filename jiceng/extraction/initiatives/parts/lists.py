"""The parts of an initiative as its name joins them or the text before or after it lists them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import rjieba

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import HAN_NAME, PARTS_BY_PLUS
from jiceng.extraction.initiatives.parts.counts import COUNT, MEASURES, number_of
from jiceng.extraction.initiatives.weights import WEIGHTS

_FARTHEST_CUE = 24
"""Characters between a name and what opens the list of its parts."""
_WEAK_CUES = frozenset({"通过", "由", "以", "从"})
"""Cues that open a list only where the number of parts is known."""
_NOUN_CUES = _WEAK_CUES | {"是指"}
"""Cues that open no list of clauses."""
_FARTHEST_CUES = {**dict.fromkeys(_WEAK_CUES, 4), "：": 12, "——": 4}
"""Cue → characters between a name and it, where they are fewer than `_FARTHEST_CUE`."""
_COUNT_CLOSING_LIST = re.compile(rf"等?{COUNT}(?:支|个|项|类|大|条|家|种|方面)")
_COUNTED_LIST = re.compile(
    rf"{lexicon.one_of(lexicon.short_list('verbs_of_counted_lists'))}了?((?:[^，。；：“”、]{{2,16}}、)+[^，。；：“”、]{{2,24}}?)等?"
    rf"{COUNT}{MEASURES}"
)
"""A list with the number of its parts after it (设有医疗、康复、养老三个中心)."""
_MADE_UP = "(?:共同)?(?:组成|构成)"
"""What closes a list of what makes the whole up."""
_JOINED_LIST = re.compile("由((?:[^，。；：“”、]{2,16}、)*[^，。；：“”、]{2,24}?)" + _MADE_UP)
_BRACKETED_LIST = re.compile(r"（(?:即)?([^（）]{4,80})）")
_QUOTED_LIST = re.compile(
    lexicon.one_of(lexicon.short_list("verbs_of_parts")) + r"[^“”。]{0,12}((?:“[^“”]{2,20}”[、，]?){3,})"
)
_QUOTED_WORDS = re.compile("“([^“”]{4,80})”")
_EXPLAINED_PART = re.compile(
    "“(?:[0-9A-Za-z]|[一二两三四五六七八九十])”就?(?:是指|指的是|是|即|指|为|代表)([^，。；、“”]{2,24})"
)
"""A part of a name, explained (“1”是一个党支部，“N”是…)."""
_QUOTED_PART = re.compile(r"“([^“”]+)”")
_LIST_CUE = re.compile(r"即|包括|分别[是为]?|涵盖|：|——|指的?是|是指|通过|由|以|从")
_LIST_JOINT = re.compile(r"^(?:以及|和|及|与|一是|二是|三是|四是|五是|六是|[①-⑩])")
_LIST_END = re.compile(r"等(?:[^等]{0,12})$|[两二三四五六七八九十][个项类大]方?面?[^、]{0,6}$")
_MARKED_BEFORE = re.compile("“([^“”，。；：]+)”的?$")
"""A list in marks before a name (“社区、社会组织、社会工作”的“三社联动”)."""
_CLAUSE_ENDS = re.compile("[，；]")
_CLOSED_LIST = re.compile("等[^、等]{0,8}$")
_PHRASE_MARKS = re.compile("[，。；：“”]")
_JOINTS = frozenset("和与及")
"""Words, not the ends of longer ones (参与), after which the name is one more of what is listed."""
_JOINED_TO_NAME = re.compile("的? ?$")
"""What joins a list to the name that it explains, also with a space between them."""
_LEADS = frozenset(lexicon.short_list("verbs_before_parts"))
_PREPOSITIONS = frozenset(lexicon.short_list("prepositions_before_parts"))
_MADE_UP_AT_END = re.compile(f"(?<=.){_MADE_UP}$")
_COUNTS = frozenset("mq")
"""First letters of the parts of speech of what ends no name (每月开|一次)."""


class ListedParts(NamedTuple):
    """The parts that a text lists, and the number that closes the list (等7支志愿者队伍)."""

    parts: tuple[str, ...]
    number: int | None = None


def parts_joined_in(core: str) -> tuple[str, ...]:
    """Return the parts that a name joins: 支部+公司+社员, 治污、治水、治气; two joined by 、 are no list."""
    if PARTS_BY_PLUS.fullmatch(core):
        parts = re.split("[+＋]", core)
        return tuple(parts) if all(len(part) > 1 and HAN_NAME.fullmatch(part) for part in parts) else ()
    for joint in "、—":
        parts = core.split(joint)
        if len(parts) >= WEIGHTS.fewest_parts and all(parts):
            return tuple(parts)
    return ()


def parts_listed_after(after: str, count: int | None) -> ListedParts:
    """Return the parts that the text after a name lists, none where it lists none; `count` is their number if known."""
    for read_list in _LISTS_AFTER:
        if (listed := read_list(after, count)) is not None:
            return ListedParts(_alike(listed.parts), listed.number)
    return ListedParts(())


def _bracketed(after: str, count: int | None) -> ListedParts | None:
    """Read a list in the brackets after a name."""
    bracket = _BRACKETED_LIST.match(after)
    if bracket is None:
        return None
    parts = _split(bracket[1], "，；") if "；" in bracket[1] or "，" in bracket[1] else _divided(bracket[1])
    return ListedParts(parts) if len(parts) > 1 and count in (None, len(parts)) else None


def _quoted(after: str, _: int | None) -> ListedParts | None:
    """Read a list of three or more parts in marks (组建了“爱在”“护在”“暖在”等3支队伍)."""
    quoted = _QUOTED_LIST.search(after)
    if quoted is None:
        return None
    closing = _COUNT_CLOSING_LIST.match(after, quoted.end(1))
    return ListedParts(tuple(_QUOTED_PART.findall(quoted[1])), number_of(closing[1]) if closing else None)


def _explained(after: str, _: int | None) -> ListedParts | None:
    """Read parts of a name that are explained one by one (“1”是一个党支部，“3”是三支队伍)."""
    parts = _EXPLAINED_PART.findall(after)
    return ListedParts(tuple(parts)) if len(parts) > 1 else None


def _listed_in_marks(after: str, count: int | None) -> ListedParts | None:
    """Read a list inside marks that has as many parts as the name says (“四百”大走访的主题是“甲、乙、丙、丁”)."""
    for words in _QUOTED_WORDS.finditer(after) if count is not None and count > 1 else ():
        parts = tuple(re.split("[、，]", words[1]))
        if len(parts) == count and all(parts):
            return ListedParts(parts)
    return None


def _counted(after: str, count: int | None) -> ListedParts | None:
    """Read a list that its number follows and agrees with."""
    counted = _COUNTED_LIST.search(after)
    if counted is None:
        return None
    parts, number = _divided(counted[1]), number_of(counted[2])
    fits = len(parts) == number and count in (None, number) and counted.start() <= _FARTHEST_CUE
    return ListedParts(parts, number) if fits else None


def _joined(after: str, count: int | None) -> ListedParts | None:
    """Read a list of what makes the whole up (由政策宣讲、法律咨询组成)."""
    joined = _JOINED_LIST.search(after)
    if joined is None or joined.start() > _FARTHEST_CUE:
        return None
    parts = _divided(joined[1])
    return ListedParts(parts) if len(parts) > 1 and count in (None, len(parts)) else None


def _after_cue(after: str, count: int | None) -> ListedParts | None:
    """Read a list that a cue opens (即…, 包括…, ：…)."""
    for cue in _LIST_CUE.finditer(after):
        listed = after[cue.end() :]
        strong = cue.group() not in _WEAK_CUES
        if cue.start() > _FARTHEST_CUES.get(cue.group(), _FARTHEST_CUE):
            continue
        for separator in "；、" if cue.group() in _NOUN_CUES else "；、，":
            parts = _split(listed if separator != "、" else _CLAUSE_ENDS.split(listed, maxsplit=1)[0], separator)
            if count is not None and len(parts) == count and count > 1:
                return ListedParts(parts)
            if separator != "、" or count is not None:
                continue
            if not strong and not _CLOSED_LIST.search(_CLAUSE_ENDS.split(listed, maxsplit=1)[0]):
                continue
            if _is_list(parts) and _speaks_of_name(after[: cue.start()]):
                return ListedParts(parts)
    return None


_LISTS_AFTER: tuple[Callable[[str, int | None], ListedParts | None], ...] = (
    _bracketed,
    _explained,
    _quoted,
    _counted,
    _joined,
    _after_cue,
    _listed_in_marks,
)
"""The first list that fits counts."""


def parts_as_many(listed: str, count: int) -> tuple[str, ...]:
    """Return the parts of a list that has as many as are counted, none where it has not."""
    for separator in "；、，":
        parts = _split(listed, separator)
        if len(parts) == count:
            return parts
    return ()


def _alike(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return parts without empty ones, what leads to the first, and words after the last where most are of one length.

    清理乱占、乱采、乱建问题的行动 → 乱占, 乱采, 乱建.
    """
    parts = tuple(part for part in parts if part)
    if len(parts) < WEIGHTS.fewest_parts:
        return parts
    first, last = parts[0], _MADE_UP_AT_END.sub("", parts[-1])
    if len(first) > max(map(len, parts[1:-1])) or _is_led(first, parts[1]):
        first = _without_lead(first)
    length, times = Counter(map(len, (first, *parts[1:-1]))).most_common(1)[0]
    if times * 2 >= len(parts) and len(last) >= length + WEIGHTS.longest_surplus:
        last = _words_of_length(last, length)
    return (first, *parts[1:-1], last)


def _is_led(first: str, second: str) -> bool:
    """Return whether a preposition leads to the first part alone (由干部、民警, not 对决策、对事项)."""
    return first[0] != second[0] and rjieba.cut(first)[0] in _PREPOSITIONS


def _without_lead(first: str) -> str:
    """Return the first of listed parts without what leads to it (提出要打好|应对返粤高峰, 这是一支由|党员)."""
    words = rjieba.cut(first)
    leads = (index for index, word in enumerate(words[:-1], 1) if word in _LEADS)
    return "".join(words[max(leads, default=0) :])


def _words_of_length(last: str, length: int) -> str:
    """Return the first words of a text that have so many characters together, or a few more to end the last word."""
    kept = ""
    for word in rjieba.cut(last):
        if len(kept) >= length:
            break
        kept += word
    return kept


def _is_list(parts: Sequence[str]) -> bool:
    """Return whether parts are enough and short enough to be a list, though their number is not given."""
    return len(parts) >= WEIGHTS.fewest_parts and max(map(len, parts)) <= WEIGHTS.longest_part


def _speaks_of_name(between: str) -> bool:
    """Return whether a cue after these words can tell of the name before them: in its clause, or opening the next."""
    clause = re.split("[，；]", between)
    return len(clause) == 1 or len(clause[-1]) <= WEIGHTS.longest_before_cue


def parts_listed_before(before: str, count: int) -> tuple[str, ...]:
    """Return the parts listed directly before a name (社区、社会组织、社会工作“三社联动”), as many as it says.

    A name that 和 joins to what is listed is one of the list, and does not count it (甲、乙、丙和“三社联动”).
    """
    marked = _MARKED_BEFORE.search(before)
    listed = marked[1] if marked else _JOINED_TO_NAME.sub("", re.split("[，。；：”]", before)[-1])
    parts = listed.split("、")
    if len(parts) == count - 1:
        first, joined, last = parts[-1].partition("和")
        parts = [*parts[:-1], first, last] if joined else parts
    if len(parts) != count or not all(parts) or (marked is None and _goes_on_to_name(parts[-1])):
        return ()
    return (_without_lead(parts[0]), *parts[1:])


def _goes_on_to_name(last: str) -> bool:
    """Return whether what seems a list's last part goes on to the name after it (每月开一次|“…”, 甲和|“…”)."""
    word, tag = rjieba.tag(last)[-1]
    return word in _JOINTS or tag[:1] in _COUNTS


def parts_owning(before: str) -> tuple[str, ...]:
    """Return the parts that a text lists before a name and joins to it by 的 (甲、乙和丙的“…”)."""
    if not before.endswith("的"):
        return ()
    parts = _divided(_PHRASE_MARKS.split(before[:-1])[-1])
    if not all(parts) or not _is_list(parts):
        return ()
    first = _without_lead(parts[0])
    return (first.lstrip("了") or first, *parts[1:-1], _MADE_UP_AT_END.sub("", parts[-1]))


def _divided(listed: str) -> tuple[str, ...]:
    """Return the parts of a list whose last two 和 or 以及 may join (医疗、康复和养老)."""
    parts = listed.split("、")
    first, joint, last = parts[-1].partition("和")
    if not joint:
        first, joint, last = parts[-1].partition("以及")
    if joint and len(first) > 1 and len(last) > 1:
        parts = [*parts[:-1], first, last]
    return tuple(part.strip("“”‘’") for part in parts)


def _split(listed: str, separators: str) -> tuple[str, ...]:
    """Return the parts between separators, without what joins them (和, 一是) and what closes the list (等方面)."""
    parts = (_LIST_JOINT.sub("", part) for part in re.split(f"[{separators}]", listed))
    parts = ((_LIST_END.sub("", part) or part).strip("“”‘’：。 ") for part in parts)
    return tuple(part for part in parts if part)
