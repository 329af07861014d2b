"""The reporter, who asks and tells but is no source, and what everybody says."""

import re

from jiceng.extraction.lexicon import one_of, short_list

_REPORTER = re.compile(r"(?:记者|笔者)(?!的)[^，。者]{0,5}$")
_OWN_REPORTER = re.compile("(?:本报|本刊|本网|笔者)?(?:记者|笔者)们?")
_NOBODY = re.compile(one_of(short_list("nobodys_words")) + "[常也都还里中]{0,2}$")
_TOLD = re.compile(r"(?:[对向跟同和与给]|接受|面对|回答|回应)(?:[^，。]{0,8}[的等])?(?:本报|本|新华社|中外)?$")


def is_reporter(name: str) -> bool:
    """Return whether a source is called as the paper calls its own reporter (记者, but not 一名外国记者)."""
    return _OWN_REPORTER.fullmatch(name) is not None


def reporter_speaks(text: str, start: int, cue: int) -> bool:
    """Return whether the words between two offsets, the second a cue's, make the reporter or nobody its source.

    They do in 记者问 and 俗话说, but not where the reporter is told something (对记者说).
    """
    if _NOBODY.search(text, start, cue):
        return True
    match = _REPORTER.search(text, start, cue)
    return match is not None and _TOLD.search(text, start, match.start()) is None
