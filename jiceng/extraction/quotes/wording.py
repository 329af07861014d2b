"""What words in marks tell by themselves: spoken, a verse, the end of a sentence."""

import re
from collections.abc import Iterator

from jiceng.extraction.lexicon import characters, one_of
from jiceng.extraction.quotes.speech import Speech
from jiceng.extraction.quotes.weights import WEIGHTS

SENTENCE_ENDS = "。！？!?…"
_SENTENCE_END = re.compile("[。！？]")
_SPOKEN = re.compile(one_of(characters("spoken_characters")))
_HAN = "[\u4e00-\u9fff]"
_VERSE = re.compile(
    f"(?:{_HAN}{{4,7}}[，、。？！；]){{3,}}{_HAN}{{4,7}}[。！？]?"
    f"|(?:{_HAN}{{5}}[，、。？！])+{_HAN}{{5}}[。！？]?"
    f"|(?:{_HAN}{{7}}[，、。？！])+{_HAN}{{7}}[。！？]?"
)
"""Lines of five or of seven characters, or four lines and more of four to seven."""


def sounds_spoken(text: str, speech: Speech) -> bool:
    """Return whether words in marks have a character of spoken language."""
    return _SPOKEN.search(text, speech.start, speech.end) is not None


def is_verse(text: str, speech: Speech) -> bool:
    """Return whether words in marks are lines of a poem or a saying, without any word of prose."""
    if not characters("prose_characters").isdisjoint(text[speech.start : speech.end]):
        return False
    return _VERSE.fullmatch(text, speech.start, speech.end) is not None


def sentences_to_repeat(text: str) -> Iterator[str]:
    """Yield the sentences of a speech that are long enough to identify it where they are printed again."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() - start >= WEIGHTS.least_repeated:
            yield text[start : match.end()]
        start = match.end()
