"""What the words of a text say for or against a range of it being a place's name."""

from bisect import bisect_left

from jiceng.extraction import lexicon
from jiceng.extraction.places.gazetteer import divisions_named
from jiceng.extraction.places.unit_names import ONE_HAN, suffix_levels
from jiceng.extraction.text.words import Words

_NO_NAME_TAGS = frozenset("pcudrytwmv")
"""First letters of the parts of speech that no word of two characters has in a place's name."""
_PROPER_TAGS = ("ns", "nr", "nz", "nt")
_LOOKALIKE_LENGTHS = range(3, 7)
"""Characters of common words that end like a unit's name; those of two have to be words where they are printed."""


class NameEvidence:
    """Answers questions about the words of one text; offsets are those of the text."""

    def __init__(self, text: str, words: Words) -> None:
        """Take a text and its words."""
        self._text = text
        self._words = words
        self._starts = words.starts

    def word_at(self, start: int) -> int:
        """Return the index of the word that starts at an offset, -1 where none does."""
        index = bisect_left(self._starts, start)
        return index if index < len(self._starts) and self._starts[index] == start else -1

    def starts_word(self, start: int) -> bool:
        """Return whether a word starts at an offset."""
        return self.word_at(start) >= 0

    def can_begin(self, start: int) -> bool:
        """Return whether a word starts at an offset, or no Chinese character is printed before it."""
        return self.starts_word(start) or not ONE_HAN.match(self._text, start - 1)

    def is_word(self, start: int, end: int) -> bool:
        """Return whether a range begins with a word and ends where one does or no Chinese character follows."""
        if not self.starts_word(start):
            return False
        return self.starts_word(end) or end >= len(self._text) or not ONE_HAN.match(self._text, end)

    def could_be_name(self, start: int, suffix_start: int, end: int) -> bool:
        """Return whether no word before a suffix is one that names do not have (a particle, a verb of two characters).

        A single word before the suffix may be any that the gazetteer has with it.
        """
        index = bisect_left(self._starts, start)
        while index < len(self._starts) and self._words[index].end <= suffix_start:
            word = self._words[index]
            whole = word.start == start and word.end == suffix_start
            if word.text in lexicon.words("never_in_place_names"):
                return False
            if len(word.text) > 1 and word.tag[:1] in _NO_NAME_TAGS:
                return whole and bool(divisions_named(self._text[start:end]))
            index += 1
        return True

    def ends_like_common_word(self, start: int, end: int) -> bool:
        """Return whether a range ends with a common word (贫困村).

        A common word of two characters has to be a word of the text: 山村 in 花山村 is none.
        """
        lookalikes = lexicon.words("place_lookalikes")
        tail = self._text[max(start, end - 2) : end]
        two = tail in lookalikes and tail not in suffix_levels() and (end - 2 == start or self.starts_word(end - 2))
        return two or any(
            self._text[end - length : end] in lookalikes for length in _LOOKALIKE_LENGTHS if length <= end - start
        )

    def is_place_word(self, start: int, end: int) -> bool:
        """Return whether a range is exactly one word that the segmenter has as a place's name."""
        index = self.word_at(start)
        return index >= 0 and self._words[index].end == end and self._words[index].tag == "ns"

    def proper_name_before(self, end: int) -> int | None:
        """Return where the proper name of two or three characters that ends at an offset starts, None without one."""
        index = self._words.index_at(end - 1)
        word = self._words[index] if index >= 0 else None
        if word is None or word.end != end or not 2 <= end - word.start <= 3 or not word.tag.startswith(_PROPER_TAGS):
            return None
        return word.start

    def is_common_word(self, start: int, end: int) -> bool:
        """Return whether a range is exactly one word that is no proper name."""
        word = self._words[self.word_at(start)]
        return word.end >= end and not word.tag.startswith(_PROPER_TAGS)
