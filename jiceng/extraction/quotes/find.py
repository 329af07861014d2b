"""Quotes: what a source says or writes, in quotation marks or reported, and who the source is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from jiceng.extraction.findings import FoundPerson, FoundQuote
from jiceng.extraction.lexicon import WordFinder, characters, one_of, short_list, table, words
from jiceng.extraction.quotes.speakers.reporter import reporter_speaks
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.rule import ExtractionRule
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.titles import titles
from schemas.quote import QuoteIssue, QuoteKind, has_outer_marks

RULES: tuple[ExtractionRule, ...] = (
    ExtractionRule("direct_before", "quotes", "speech in marks behind its source and a cue (甲说：“…”)"),
    ExtractionRule("direct_colon", "quotes", "speech in marks behind a colon that ends what is told of its source"),
    ExtractionRule("direct_after", "quotes", "speech in marks before its source and a cue (“…”甲说)"),
    ExtractionRule("direct_beside", "quotes", "speech in marks beside a sentence about its source, without a cue"),
    ExtractionRule("direct_continued", "quotes", "speech in marks of the source that spoke last"),
    ExtractionRule("direct_chain", "quotes", "speech in marks directly behind other speech in marks (“…”“…”)"),
    ExtractionRule("direct_alone", "quotes", "a paragraph of speech in marks whose source the neighbours name"),
    ExtractionRule("direct_repeated", "quotes", "speech in marks that stands elsewhere in the article with its source"),
    ExtractionRule("direct_orphan", "quotes", "speech whose opening mark was lost, before its source and a cue"),
    ExtractionRule("indirect_cue", "quotes", "reported speech behind a source, a cue and a comma or colon (甲说，…)"),
    ExtractionRule("indirect_bare", "quotes", "reported speech directly behind a source and a cue (甲认为…)"),
    ExtractionRule("indirect_topic", "quotes", "reported speech behind a cue, its topic and a colon (甲细数变化：…)"),
    ExtractionRule("epigraph", "quotes", "paragraphs at the head of an article above a dash and a name (——甲)"),
)

_WITHOUT_CUE = ("direct_beside", "direct_alone", "direct_continued")
_UNSURE = ("direct_alone", "direct_continued")
"""Rules whose speaker a repetition of the same words elsewhere corrects."""
_SUNG_OR_PAINTED = re.compile(one_of(short_list("words_nobody_says")))
"""Before a colon: what is sung or painted, and said by nobody (传来歌声：“…”)."""
_SENTENCE_ENDS = "。！？!?…"
_SENTENCE_END = re.compile("[。！？]")
_ENDS_OF_SPEECH = frozenset(_SENTENCE_ENDS + "，")
_LEAST_FRAGMENT = 8
"""Characters of words in marks that end no sentence, to be speech and no term."""
_LEAST_SENTENCE = 12
"""Characters of a sentence in marks inside the reporter's sentence, to be speech and no saying."""
_OPENS_NEXT = "：—"
"""At a paragraph's end: the next one holds the words of whom it tells."""
_LEAST_UNNAMED = 20
"""Characters of a sentence in marks at the start of a paragraph that is speech though nobody is named for it."""
_LEAST_REPORTED = 4
"""Characters of reported speech."""
_LEAST_KNOWN = 6
"""Characters of a sentence that is the same speech where it stands again."""
_REPORTER = Speaker("记者", "person", 0, 0, "none")
_REPORTERS_START = re.compile(one_of(short_list("reporter_goes_on")))
_LONGEST_SENTENCE = 400
"""Characters of a sentence that are searched for a source."""
_LONGEST_BEFORE_NOUN = 18
"""Characters before a noun that is a cue elsewhere, in which stands what it is the object of (按照…要求)."""
_BEFORE_NOUNS = re.compile(f"(?=({one_of(short_list('before_nouns_like_cues'))})[^，。；：“”后时的]*$)")
_LONGEST_CHAIN = 12
"""Speeches that follow each other and are searched for a source behind them."""
_VERSE = re.compile(
    "(?:[\u4e00-\u9fff]{4,7}[，、。？！；]){3,}[\u4e00-\u9fff]{4,7}[。！？]?|(?:[\u4e00-\u9fff]{5}[，、。？！])+[\u4e00-\u9fff]{5}[。！？]?|(?:[\u4e00-\u9fff]{7}[，、。？！])+[\u4e00-\u9fff]{7}[。！？]?"
)
"""Lines of five or of seven characters, or four lines and more of four to seven."""
_WONDERS = re.compile(f"{one_of(short_list('reporters'))}[^，。者]{{0,6}}{one_of(short_list('wonders'))}")
_SENTENCES = re.compile(r"[^‘《]{4,}?[。！？][^。！？]{6,}$")
"""Words in marks that hold more than a sentence, though no stop ends the last one."""
_TERM = re.compile('[“"「][^“”"「」\n]{1,16}[”"」][^\\W_]')
"""Words in marks that another word follows."""
_STOP = re.compile("[。！？!?；\n]")
_SPOKEN = re.compile(one_of(characters("spoken_characters")))
_MARKS = re.compile('[“”「」"]')
_SIGN_OF_SPEECH = re.compile('[“”「」"—]')
"""Without one, what has no cue either quotes nobody."""


class _Marked(NamedTuple):
    """A range between quotation marks; offsets stand inside the marks."""

    start: int
    end: int
    closed: bool
    orphan: bool = False
    """Its opening mark was lost; `start` is where the unmarked text starts."""


class _Cue(NamedTuple):
    """A cue in the reporter's voice with what stands around it."""

    start: int
    end: int
    word: str
    content: int
    """Where what it introduces starts: behind its comma or colon."""
    opens: str
    """indirect, direct, topic or nothing: what may follow."""
    bare: bool
    """Whether neither comma nor colon stands behind it."""


class _Paragraph:
    """One paragraph, divided into speech in marks and the reporter's voice."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.speech: list[_Marked] = []
        self.cues: list[_Cue] = []

    def divide(self, speech: list[_Marked], cues: list[_Cue]) -> None:
        """Take what is speech and where the cues stand, both in order."""
        self.speech = speech
        self.cues = cues
        self._speech_starts = [marked.start for marked in speech]
        self._speech_ends = [marked.end for marked in speech]
        self._cue_starts = [cue.start for cue in cues]
        behind = self.text[speech[-1].end + 1 : self.end] if speech else ""
        self.is_speech = bool(speech) and speech[0].start - 1 <= self.start and not behind.strip("…。")
        """Whether the paragraph is nothing but speech in marks."""

    def voice_start(self, offset: int) -> int:
        """Return where the reporter's voice starts that goes on to an offset: behind the last speech before it."""
        index = bisect_left(self._speech_ends, offset) - 1
        floor = self._speech_ends[index] + 1 if index >= 0 else self.start
        return max(floor, self.start, offset - _LONGEST_SENTENCE)

    def sentence_start(self, offset: int) -> int:
        """Return where the sentence of the reporter's voice starts in which an offset stands."""
        floor = self.voice_start(offset)
        start = offset
        while start > floor and self.text[start - 1] not in "。！？!?；\n":
            start -= 1
        return start

    def sentence_stop(self, offset: int) -> int:
        """Return where the reporter's sentence ends that goes on at an offset: at its stop or the next speech."""
        end = min(self.end, offset + _LONGEST_SENTENCE)
        match = _STOP.search(self.text, offset, end)
        stop = match.start() if match else end
        index = bisect_right(self._speech_starts, offset)
        if index < len(self.speech) and self.speech[index].start <= stop and not self.speech[index].orphan:
            return self.speech[index].start - 1
        return stop

    def cues_between(self, start: int, end: int) -> list[_Cue]:
        """Return the cues that start in a range."""
        return self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def cue_before(self, mark: int) -> _Cue | None:
        """Return the cue that introduces what an opening mark opens."""
        for cue in reversed(self.cues_between(max(self.start, mark - 12), mark)):
            if cue.content <= mark <= cue.content + 2 and self.text[cue.content : mark].strip() in _BETWEEN:
                return cue
        return None

    def speech_at(self, offset: int) -> _Marked | None:
        """Return the speech with its lost opening mark in which an offset stands, else the next speech behind it."""
        index = bisect_right(self._speech_starts, offset)
        if index and self.speech[index - 1].orphan and offset < self.speech[index - 1].end:
            return self.speech[index - 1]
        return self.speech[index] if index < len(self.speech) else None

    def chain_end(self, k: int) -> int:
        """Return the index of the last speech that follows the one at `k` without words between (“…”“…”)."""
        for _ in range(_LONGEST_CHAIN):
            if k + 1 >= len(self.speech) or not self.touches(k + 1):
                break
            k += 1
        return k

    def touches(self, k: int) -> bool:
        """Say whether no words stand between a speech and the one before it."""
        between = self.text[self.speech[k - 1].end : min(self.speech[k].start, self.speech[k - 1].end + 8)]
        return k > 0 and self.speech[k].start - self.speech[k - 1].end < 8 and between.strip("”“…、，") == ""


def find_quotes(article: ArticleText, people: Sequence[FoundPerson]) -> list[FoundQuote]:
    """Find the quotes of an article in the order of the text; `people` are those found in it."""
    if _SIGN_OF_SPEECH.search(article.text) is None and next(_cue_finder().finditer(article.text), None) is None:
        return []
    finder = _Finder(article, Sources(article, people))
    for index, (start, end) in enumerate(article.paragraphs):
        if article.article.paragraphs[index].role != "heading":
            finder.read(start, end)
    finder.read_epigraph()
    return finder.resolved()


class _Finder:
    """Reads an article's paragraphs in order and remembers who spoke last."""

    def __init__(self, article: ArticleText, sources: Sources) -> None:
        self.article = article
        self.text = article.text
        self.sources = sources
        self.quotes: list[FoundQuote] = []
        self.last: Speaker | None = None
        self.waiting: list[int] = []
        """Indices in `quotes` of paragraphs of speech that nobody has been found for yet."""
        self.colon: Speaker | None = None
        """Whose words the next paragraph holds: 村民张三： / “…”"""
        self.unclosed = False
        """Whether speech goes on from the paragraph before."""
        self._marks = [match.start() for match in _MARKS.finditer(self.text)]
        self._cues = list(_cue_finder().finditer(self.text))
        self._cue_starts = [match.start() for match in self._cues]

    def read(self, start: int, end: int) -> None:
        """Find the quotes of one paragraph."""
        text = self.text
        paragraph = _Paragraph(text, start, end)
        speech: list[_Marked] = []
        cues: list[_Cue] = []
        marked: list[_Marked] = []
        if marks := self._marks[bisect_left(self._marks, start) : bisect_left(self._marks, end)]:
            marked = _marked(text, marks, start, end)
            speech = [m for k, m in enumerate(marked) if self._may_be_speech(marked, k, paragraph)]
        if matches := self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]:
            cues = list(_cues(text, start, end, matches, marked))
        if not (speech or cues or self.waiting) and text[end - 1] not in _OPENS_NEXT:
            self.last, self.colon, self.unclosed = None, None, False
            return
        paragraph.divide(speech, cues)
        before = len(self.quotes)
        found: dict[int, Speaker | None] = {}
        for k, range_ in enumerate(speech):
            if not (range_.orphan and paragraph.cues_between(range_.start, range_.end)):
                self._read_speech(paragraph, k, range_, found)
        said = start
        for cue in paragraph.cues:
            if cue.content >= said:
                said = self._read_cue(paragraph, cue)
        self.quotes[before:] = sorted(self.quotes[before:], key=lambda quote: quote.start)
        self._name_waiting(paragraph, before)
        self._remember(paragraph, before)

    def _may_be_speech(self, marked: list[_Marked], k: int, paragraph: _Paragraph) -> bool:
        """Say whether a marked range can be speech by its form and its place; names and terms are not."""
        text, speech = self.text, marked[k]
        inner = text[speech.start : speech.end]
        if speech.orphan:
            return True
        if not inner.strip():
            return False
        length = len(inner)
        whole = inner.rstrip("’』")[-1:] in _ENDS_OF_SPEECH or not speech.closed
        if not whole and length < _LEAST_FRAGMENT:
            return False
        whole = whole or _SENTENCES.match(inner) is not None
        before = text[speech.start - 2 : speech.start - 1] if speech.start - 1 > paragraph.start else ""
        after = text[speech.end + 1 : min(speech.end + 2, paragraph.end)]
        at_start = before == "" or before in _SENTENCE_ENDS + "”；"
        if before == "：":
            if whole:
                return True
            if after in ("、", "的", "等") or after.isalnum():
                return False
            floor = max(paragraph.start, speech.start - _LONGEST_SENTENCE)
            start = max(floor, max(text.rfind(mark, floor, speech.start - 2) for mark in "，。！？；") + 1)
            return _cue_ending(text, start, speech.start - 1) or bool(self.sources.between(start, speech.start))
        if _cue_ending(text, paragraph.start, speech.start - 1):
            return whole or after != "的"
        if whole and (at_start or before == "，"):
            return not _is_heading(text, paragraph, speech)
        if whole:
            return length >= _LEAST_SENTENCE
        if speech.start - 1 == paragraph.start and speech.end + 1 >= paragraph.end:
            return self.colon is not None
        if at_start and (self._in_open_chain(marked, k) or self._attributed_behind(speech.end + 1, paragraph)):
            return True
        if before == "是" and k and length >= _LEAST_SENTENCE:
            return True
        return after in ("。", "！", "") and self._ends_clause_of_speaker(speech, before, paragraph)

    def _ends_clause_of_speaker(self, speech: _Marked, before: str, paragraph: _Paragraph) -> bool:
        """Say whether a fragment at a sentence's end has its speaker before it: directly, or in the clauses before."""
        text = self.text
        if self._subject_directly_before(speech.start - 1):
            return True
        if before == "，":
            start = speech.start - 2
            floor = max(paragraph.start, start - _LONGEST_SENTENCE)
            while start > floor and text[start - 1] not in "。！？；”":
                start -= 1
            return any(
                place.kind in ("name", "short", "pronoun") for place in self.sources.between(start, speech.start)
            )
        return False

    def _in_open_chain(self, marked: list[_Marked], k: int) -> bool:
        """Say whether marked ranges follow each other up to an ellipsis (“…”“…”……), as voices given as examples."""
        text = self.text
        words = self.article.words.between(marked[k].start, marked[k].end)
        if all(word.tag[0] in "nmqbj" for word in words):
            return False
        for _ in range(_LONGEST_CHAIN):
            if k + 1 >= len(marked) or text[marked[k].end : marked[k + 1].start] not in ("”“", "”、“"):
                break
            k += 1
        return text[marked[k].end : marked[k].end + 2] == "”…"

    def _cue_directly_before(self, paragraph: _Paragraph, speech: _Marked) -> bool:
        """Say whether a cue opens the marks: somebody spoke then whom the text before it names, known to us or not."""
        mark = speech.start - 1
        return any(cue.end >= mark - 1 for cue in paragraph.cues_between(max(paragraph.start, mark - 12), mark))

    def _subject_directly_before(self, mark: int) -> bool:
        return any(
            place.end == mark and place.kind in ("name", "short") for place in self.sources.between(mark - 12, mark)
        )

    def _attributed_behind(self, offset: int, paragraph: _Paragraph) -> bool:
        """Say whether a source and a cue follow in the same sentence."""
        end = min(paragraph.end, offset + _LONGEST_SENTENCE)
        match = _STOP.search(self.text, offset, end)
        stop = match.start() if match else end
        matches = list(_cue_finder().finditer(self.text, offset, stop))
        return any(offset < cue.start < stop for cue in _cues(self.text, offset, stop, matches, ())) and bool(
            self.sources.between(offset, stop)
        )

    def _read_speech(self, paragraph: _Paragraph, k: int, speech: _Marked, found: dict[int, Speaker | None]) -> None:
        text = self.text
        chained = k > 0 and not speech.orphan and paragraph.touches(k)
        attributed = self._before(paragraph, speech)
        if attributed is None and not chained:
            attributed = self._behind(paragraph, k)
        if attributed is None and chained:
            if found.get(k - 1) is not None:
                attributed = (found[k - 1], None, "direct_chain")
            else:
                attributed = self._behind(paragraph, k)
        if attributed is None and speech.orphan:
            return
        if attributed is None and k and text[speech.start - 2] == "是" and found.get(k - 1) is not None:
            attributed = (found[k - 1], None, "direct_continued")
        if attributed is None and self._is_fragment_without_source(paragraph, speech):
            return
        if attributed is None and self._reporter_wonders(paragraph, k):
            return
        if attributed is None:
            attributed = self._beside(paragraph, k)
        if attributed is None and self.colon is not None:
            attributed = (self.colon, None, "direct_alone")
        if (
            attributed is None
            and speech.start - 1 > paragraph.start
            and self.last is not None
            and not self._cue_directly_before(paragraph, speech)
        ):
            attributed = (self.last._replace(attribution="continued"), None, "direct_continued")
        if attributed is None and not self._sounds_spoken(paragraph, speech):
            return
        speaker, cue, rule = attributed or (None, None, "direct_alone")
        nobodys = speaker is None or speaker.kind != "person"
        if nobodys and rule in _WITHOUT_CUE and self._is_verse(speech):
            return
        if speaker is _REPORTER:
            return
        found[k] = speaker
        issues: tuple[QuoteIssue, ...] = ("mark_missing",) if speech.orphan else ()
        rule = "direct_orphan" if speech.orphan else rule
        self._add(speech.start, speech.end, "direct", rule, speaker, cue, issues)
        if speaker is not None:
            self.last = speaker
        elif paragraph.is_speech or self._is_colloquial(speech):
            self.waiting.append(len(self.quotes) - 1)

    def _reporter_wonders(self, paragraph: _Paragraph, k: int) -> bool:
        """Say whether the sentence behind a question in marks tells that the reporter wondered (记者有些好奇)."""
        offset = paragraph.speech[paragraph.chain_end(k)].end + 1
        return _WONDERS.search(self.text, offset, paragraph.sentence_stop(offset)) is not None

    def _is_fragment_without_source(self, paragraph: _Paragraph, speech: _Marked) -> bool:
        """Say whether words in marks end no sentence and stand behind a cue whose source nobody is (据介绍，“…”)."""
        cue = paragraph.cue_before(speech.start - 1) if speech.start - 1 > paragraph.start else None
        return cue is not None and self.text[speech.end - 1] not in _SENTENCE_ENDS

    def _sounds_spoken(self, paragraph: _Paragraph, speech: _Marked) -> bool:
        """Say whether words in marks that nobody is named for are speech all the same, not a saying or a verse."""
        if paragraph.is_speech or self._is_colloquial(speech):
            return True
        sentence = self.text[speech.end - 1] in "。！？" and speech.end - speech.start >= _LEAST_UNNAMED
        return sentence and speech.start - 1 == paragraph.start and not self._is_verse(speech)

    def _is_colloquial(self, speech: _Marked) -> bool:
        return _SPOKEN.search(self.text, speech.start, speech.end) is not None

    def _is_verse(self, speech: _Marked) -> bool:
        """Say whether words in marks are lines of a poem or a saying, without any word of prose."""
        if not characters("prose_characters").isdisjoint(self.text[speech.start : speech.end]):
            return False
        return _VERSE.fullmatch(self.text, speech.start, speech.end) is not None

    def _before(self, paragraph: _Paragraph, speech: _Marked) -> tuple[Speaker | None, str | None, str] | None:
        """Return the source that a cue or a colon before the mark gives."""
        text = self.text
        mark = speech.start - 1
        if speech.orphan or mark <= paragraph.start:
            return None
        cue = paragraph.cue_before(mark)
        if cue is not None:
            sentence = paragraph.sentence_start(cue.start)
            speaker = self.sources.before_cue(sentence, cue.start)
            if speaker is None and reporter_speaks(text, sentence, cue.start):
                return _REPORTER, None, ""
            speaker = speaker or self._subject_before(paragraph, sentence)
            return (speaker, cue.word, "direct_before") if speaker else None
        if text[mark - 1] in "：":
            sentence = paragraph.sentence_start(mark - 1)
            clause = max(text.rfind("，", sentence, mark - 1), sentence - 1) + 1
            if _SUNG_OR_PAINTED.search(text, clause, mark - 1):
                return _REPORTER, None, ""
            if text.find("看来，", sentence, clause) >= 0:
                clause = sentence
            speaker = (
                self.sources.subject_of_clause(clause, mark - 1)
                or self.sources.who_feels(clause, mark - 1)
                or self.sources.subject_of_last_clause(sentence, clause)
                or self.sources.subject(sentence, mark - 1)
            )
            speaker = speaker or self.sources.subject(sentence, mark - 1, possessor=True)
            speaker = speaker or self._subject_before(paragraph, sentence) or self.sources.anyone(sentence, mark - 1)
            return (speaker, None, "direct_colon") if speaker else None
        return None

    def _behind(self, paragraph: _Paragraph, k: int) -> tuple[Speaker | None, str | None, str] | None:
        """Return the source that stands with a cue behind the mark, in the same sentence."""
        text = self.text
        offset = paragraph.speech[paragraph.chain_end(k)].end + 1
        while offset < paragraph.end and text[offset] in "…，":
            offset += 1
        for cue in paragraph.cues_between(offset + 1, paragraph.sentence_stop(offset)):
            speaker = self.sources.before_cue(offset, cue.start)
            if speaker is None and reporter_speaks(text, offset, cue.start):
                return _REPORTER, None, ""
            if speaker is not None:
                return speaker, cue.word, "direct_after"
        return None

    def _beside(self, paragraph: _Paragraph, k: int) -> tuple[Speaker | None, str | None, str] | None:
        """Return of whom the sentences around the mark speak."""
        text = self.text
        speech = paragraph.speech[k]
        offset = paragraph.speech[paragraph.chain_end(k)].end + 1
        while offset < paragraph.end and text[offset] in "…，。！":
            offset += 1
        stop = paragraph.sentence_stop(offset)
        clause = min((p for p in (text.find("，", offset, stop), stop) if p >= 0), default=stop)
        behind = self.sources.owner_at(offset, clause) or self.sources.subject(offset, clause)
        topical = text.startswith(short_list("verbs_of_topics"), offset)
        if topical or (behind is not None and behind.kind == "group"):
            behind = self.sources.named_subject(clause, stop) or behind
        mark = speech.start - 1
        before = None
        if mark > paragraph.start and (text[mark - 1] == "，" or text[mark - 1].isalnum()):
            sentence = paragraph.sentence_start(mark - 1)
            start = max(text.rfind("，", sentence, mark - 1) + 1, sentence)
            before = (
                self.sources.subject_of_clause(start, mark)
                or self.sources.subject(sentence, mark)
                or self.sources.owner_of_feelings(sentence, mark)
                or self._subject_before(paragraph, sentence)
            )
        if before is not None and not (before.kind != "person" and behind is not None and behind.kind == "person"):
            return before, None, "direct_beside"
        if behind is not None and behind.kind == "person":
            return behind, None, "direct_beside"
        if mark > paragraph.start:
            before = self._told_before(paragraph, mark) or self._subject_before(paragraph, mark)
            if before is not None:
                return before, None, "direct_beside"
        behind = behind or self.sources.subject(offset, stop) or self.sources.subject(offset, stop, possessor=True)
        if behind is not None and behind.kind == "group":
            behind = self.sources.named_subject(offset, stop) or behind
        return (behind, None, "direct_beside") if behind is not None else None

    def _subject_before(self, paragraph: _Paragraph, offset: int) -> Speaker | None:
        """Return of whom the last sentence of the paragraph before an offset speaks that speaks of somebody."""
        text = self.text
        stop = offset
        floor = paragraph.voice_start(offset)
        while stop > floor:
            start = stop - 1
            while start > floor and text[start - 1] not in "。！？!?；\n":
                start -= 1
            found = self.sources.subject(start, stop)
            if found is not None:
                return found
            stop = start
        if floor > paragraph.start and self.last is not None:
            return self.last._replace(attribution="continued")
        return None

    def _told_before(self, paragraph: _Paragraph, mark: int) -> Speaker | None:
        """Return whose words the sentence before a mark reports (张三表示，李四说过…。“…”): the first one."""
        text = self.text
        if text[mark - 1] not in _SENTENCE_ENDS:
            return None
        start = paragraph.sentence_start(mark - 1)
        for cue in paragraph.cues_between(start, mark):
            if cue.opens == "indirect" and not cue.bare:
                source = self.sources.before_cue(start, cue.start)
                if source is not None and source.kind == "person":
                    return source
        return None

    def _read_cue(self, paragraph: _Paragraph, cue: _Cue) -> int:
        """Find the reported speech that a cue opens; return where it ends, the cue's end where it opens none."""
        text = self.text
        if (
            cue.opens not in ("indirect", "topic")
            or cue.content >= paragraph.end
            or text[cue.content] in "。！？；，、）”"
        ):
            return cue.end
        following = paragraph.speech_at(cue.content)
        if text[cue.content] in '“"「' and (cue.bare or self._opens_speech(cue, following)):
            return cue.end
        if text[cue.content] in '“"「' and cue.content == cue.end:
            return cue.end
        if cue.word in short_list("nouns_like_cues") and self._is_noun(cue):
            return cue.end
        sentence = paragraph.sentence_start(cue.start)
        if cue.bare and not self._stands_next(sentence, cue):
            return cue.end
        speaker = self.sources.before_cue(sentence, cue.start)
        if speaker is None or self._is_named_to_follow(sentence, speaker):
            return cue.end
        if speaker.attribution == "pronoun" and self._opens_behind_speech(paragraph, speaker) and self.last is not None:
            speaker = self.last._replace(attribution="pronoun")
        end = self._indirect_end(paragraph, cue, following)
        while end > cue.content and text[end - 1] in "，：、；— ":
            end -= 1
        if end - cue.content < _LEAST_REPORTED:
            return cue.end
        orphan = following is not None and following.orphan and following.start <= cue.content
        rule = "indirect_topic" if cue.opens == "topic" else "indirect_bare" if cue.bare else "indirect_cue"
        self._add(cue.content, end, "indirect", rule, speaker, cue.word, ("mark_missing",) if orphan else ())
        return end

    def _opens_speech(self, cue: _Cue, following: _Marked | None) -> bool:
        """Say whether the mark behind a cue holds speech, not a term with which reported speech begins."""
        if following is not None:
            return following.start == cue.content + 1
        return _TERM.match(self.text, cue.content) is None

    def _is_named_to_follow(self, sentence: int, speaker: Speaker) -> bool:
        """Say whether a document is only what is carried out (贯彻落实《决定》要求，…)."""
        return speaker.kind == "document" and self.text.endswith(
            short_list("verbs_of_carrying_out"), sentence, speaker.start
        )

    def _opens_behind_speech(self, paragraph: _Paragraph, speaker: Speaker) -> bool:
        """Say whether a pronoun stands directly behind speech in marks (“…。”他表示): it is the one who spoke."""
        return any(speech.end + 1 == speaker.start for speech in paragraph.speech)

    def _is_noun(self, cue: _Cue) -> bool:
        """Say whether a cue is what a preposition or verb before it is about (按照上级要求), or 的 (的科学总结)."""
        floor = max(0, cue.start - _LONGEST_BEFORE_NOUN)
        for match in _BEFORE_NOUNS.finditer(self.text, floor, cue.start):
            word = self.article.words.at(match.start())
            if word.text == match[1] and word.start == match.start():
                return True
        before = self.article.words.at(cue.start - 1)
        attributive = before.end == cue.start and self.text[before.start - 1 : before.start] == "的"
        return attributive and not self.sources.between(before.start, cue.start)

    def _stands_next(self, sentence: int, cue: _Cue) -> bool:
        if cue.word == "说" and self.text[cue.start - 1] == "，":
            return True
        places = self.sources.between(sentence, cue.start)
        return bool(places) and places[-1].end == cue.start and places[-1].kind in ("name", "pronoun", "short")

    def _indirect_end(self, paragraph: _Paragraph, cue: _Cue, following: _Marked | None) -> int:
        """Return where reported speech ends: with its paragraph, before the next speech or the reporter's sentence."""
        end = paragraph.end
        if following is not None:
            end = following.end if following.orphan and following.start <= cue.content else following.start - 1
        first = True
        for start, stop in self.article.sentences(cue.content, end):
            if not first and self._reporter_speaks(paragraph, start, stop):
                return start
            first = False
        return end

    def _reporter_speaks(self, paragraph: _Paragraph, start: int, stop: int) -> bool:
        """Say whether a sentence behind reported speech is the reporter's again."""
        for cue in paragraph.cues_between(start, min(stop, start + _LONGEST_SENTENCE)):
            if cue.opens == "indirect" and self.sources.before_cue(start, cue.start) is not None:
                return True
        return _REPORTERS_START.match(self.text, start) is not None or self.sources.opens_sentence(start, stop)

    def _name_waiting(self, paragraph: _Paragraph, before: int) -> None:
        """Give a paragraph of speech without a source the subject of the paragraph that follows."""
        waiting = [k for k in self.waiting if k < before]
        if not waiting or paragraph.is_speech:
            return
        self.waiting = [k for k in self.waiting if k >= before]
        if len({self.article.paragraph_of(self.quotes[k].start) for k in waiting}) > 1:
            return
        speaker = None
        for start, stop in self.article.sentences(paragraph.start, paragraph.end):
            stop = min(stop, paragraph.sentence_stop(start))
            speaker = self.sources.subject(start, stop) or self.sources.subject(start, stop, possessor=True)
            if speaker is not None:
                break
        if speaker is None:
            speaker = next((self._speaker_of(q) for q in self.quotes[before:] if q.speaker), None)
        if speaker is None:
            return
        for k in waiting:
            self.quotes[k] = _with_speaker(self.quotes[k], speaker._replace(attribution="continued"), "direct_alone")

    def _speaker_of(self, quote: FoundQuote) -> Speaker:
        assert quote.speaker is not None
        assert quote.speaker_kind is not None
        return Speaker(
            quote.speaker,
            quote.speaker_kind,
            quote.start,
            quote.end,
            "continued",
            quote.title,
            quote.organization,
            quote.role_class,
        )

    def _remember(self, paragraph: _Paragraph, before: int) -> None:
        """Keep whose words the next paragraph may hold."""
        text = self.text
        if paragraph.speech and not paragraph.speech[-1].closed:
            self.colon, self.unclosed = self.last, True
            return
        if self.unclosed:
            self.colon, self.unclosed = None, False
        if paragraph.is_speech:
            return
        self.colon = None
        if text[paragraph.end - 1] in _OPENS_NEXT and paragraph.end - paragraph.start < 400:
            sentence = paragraph.sentence_start(paragraph.end - 1)
            said = next((q for q in reversed(self.quotes[before:]) if q.end >= paragraph.end - 2 and q.speaker), None)
            self.colon = self._speaker_of(said) if said else self.sources.subject_of_clause(sentence, paragraph.end - 1)
        if not paragraph.speech:
            self.last = None

    def read_epigraph(self) -> None:
        """Take the paragraphs at the head of the article above `——甲` for the words of 甲."""
        for index, (start, end) in enumerate(self.article.paragraphs[:5]):
            if index == 0 or _EPIGRAPH_SOURCE.fullmatch(self.text, start, end) is None:
                continue
            place = next(iter(self.sources.between(start, end)), None)
            if place is None:
                return
            speaker = self.sources.speaker(place)
            taken = {self.article.paragraph_of(quote.start) for quote in self.quotes}
            for k in range(index):
                left, right = self.article.paragraphs[k]
                if k not in taken and right - left >= _LEAST_FRAGMENT:
                    self._add(left, right, "indirect", "epigraph", speaker, None, ())
            return

    def resolved(self) -> list[FoundQuote]:
        """Return the quotes in order; speech without a source takes that of the same words elsewhere."""
        spoken: dict[str, FoundQuote] = {}
        for quote in self.quotes:
            if quote.speaker is not None and quote.kind == "direct" and quote.rule not in _UNSURE:
                for sentence in _sentences_of(self.text[quote.start : quote.end]):
                    spoken.setdefault(sentence, quote)
        found = []
        for quote in self.quotes:
            if quote.rule in _UNSURE:
                first = next(iter(_sentences_of(self.text[quote.start : quote.end])), "")
                same = spoken.get(first)
                if same is not None and same.start != quote.start:
                    quote = _with_speaker(
                        quote, self._speaker_of(same)._replace(attribution="continued"), "direct_repeated"
                    )
            found.append(quote)
        return sorted(found, key=lambda quote: (quote.start, quote.end))

    def _add(
        self,
        start: int,
        end: int,
        kind: QuoteKind,
        rule: str,
        speaker: Speaker | None,
        cue: str | None,
        issues: tuple[QuoteIssue, ...],
    ) -> None:
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        while kind == "direct" and has_outer_marks(text[start:end]):
            start, end = start + 1, end - 1
        if start >= end:
            return
        if speaker is None or speaker.name in short_list("reporters"):
            self.quotes.append(FoundQuote(start, end, kind, rule, "none", cue=cue, issues=issues))
            return
        name, source, _, _, attribution, title, body, role = speaker
        self.quotes.append(
            FoundQuote(start, end, kind, rule, attribution, name, source, title, body, role, cue, issues)
        )


def _with_speaker(quote: FoundQuote, speaker: Speaker, rule: str) -> FoundQuote:
    return quote._replace(
        rule=rule,
        attribution=speaker.attribution,
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        title=speaker.title,
        organization=speaker.organization,
        role_class=speaker.role_class,
    )


def _sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of some words that are long enough to be known again."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() - start >= _LEAST_KNOWN:
            yield text[start : match.end()]
        start = match.end()


def _is_heading(text: str, paragraph: _Paragraph, speech: "_Marked") -> bool:
    """Say whether a paragraph is nothing but a bullet and words in marks: a section heading."""
    return (
        speech.end + 1 >= paragraph.end
        and 0 < speech.start - 1 - paragraph.start <= 2
        and not any(c.isalnum() for c in text[paragraph.start : speech.start - 1])
    )


def _marked(text: str, marks: Sequence[int], start: int, end: int) -> list[_Marked]:
    """Return the outermost ranges between the marks of a paragraph, those with a lost mark among them."""
    found: list[_Marked] = []
    open_at = -1
    depth = 0
    behind = start
    straight = False
    for offset in marks:
        mark = text[offset]
        if mark == '"':
            mark = "”" if straight else "“"
            straight = not straight
        if mark in "“「":
            if depth == 0:
                open_at = offset
                depth = 1
            elif depth == 1 and (stop := _lost_end(text, open_at + 1, offset)):
                found.append(_Marked(open_at + 1, stop, closed=False))
                behind, open_at, depth = stop, offset, 1
            else:
                depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                found.append(_Marked(open_at + 1, offset, closed=True))
                behind = offset + 1
        else:
            if offset > behind:
                found.append(_Marked(behind, offset, closed=True, orphan=True))
            behind = offset + 1
    if depth:
        found.append(_Marked(open_at + 1, end, closed=False))
    return found


def _lost_end(text: str, start: int, mark: int) -> int:
    """Return where speech ended whose closing mark was lost before a cue and a second opening mark, else 0."""
    if text[mark - 1] not in "，：" or not _cue_ending(text, start, mark):
        return 0
    start = max(start, mark - _LONGEST_SENTENCE)
    return max(text.rfind(stop, start, mark) for stop in "。！？") + 1


@cache
def _cue_table() -> dict[str, tuple[str, bool]]:
    return {row["cue"]: (row["opens"], row["bare"] == "yes") for row in table("cues")}


@cache
def _cue_finder() -> WordFinder:
    return WordFinder({*_cue_table(), *words("topic_cues")})


@cache
def _ends_of_cues() -> frozenset[str]:
    """Return the last character of every cue."""
    return frozenset(cue[-1] for cue in _cue_table())


@cache
def _ends_of_no_cues() -> frozenset[str]:
    """Return the last two characters of every word that is no cue."""
    return frozenset(word[-2:] for word in words("not_cues"))


@cache
def _lengths_of_no_cues() -> tuple[int, ...]:
    return tuple({len(word) for word in words("not_cues")})


def _ends_otherwise(text: str, start: int, stop: int) -> bool:
    """Say whether a longer word that is no cue ends where a cue ends (据说, 小说)."""
    if text[stop - 2 : stop] not in _ends_of_no_cues():
        return False
    no_cues = words("not_cues")
    return any(text[stop - length : stop] in no_cues for length in _lengths_of_no_cues() if stop - length >= start)


_NO_CUE = re.compile("的$|没$|(?<![无莫])不$")
"""What before a cue makes a noun of it, or says that nobody spoke."""
_TOPIC = re.compile('[^，。：；“”！？\n]{0,24}：(?![“"「])')
_TITLED = re.compile("《[^《》\n]*》")
_TAIL = re.compile(f"(?:{one_of(short_list('behind_cues'))})?")


@cache
def _told() -> re.Pattern[str]:
    """Match who is told what follows (告诉|孩子们|，)."""
    people = words("kin") | words("groups") | words("honorifics") | titles().keys()
    return re.compile(f"{_TAIL.pattern}(?:[^，。；：“”、\\n]{{0,5}}?{one_of(people)}们?(?=[，：:]))?")


_BEHIND_CUE = re.compile('[：，:]?(?=[“"「])|[：，:]|(?=[。！？；])|$')
_EPIGRAPH_SOURCE = re.compile("—{1,2}.{2,12}")
_WORDS_SAID = re.compile("[^，。；：]{0,7}话[，。；、]")
"""Behind 说: only what kind of words are said (说老百姓的心里话，)."""
_NOT_BEHIND_BARE = characters("never_behind_bare_cues")


def _cues(
    text: str, start: int, end: int, matches: Iterable[re.Match[str]], marked: Sequence[_Marked]
) -> Iterator[_Cue]:
    """Yield those words between two offsets that are cues of the reporter's voice, with what may follow them."""
    hidden = sorted(
        [(m.start, m.end) for m in marked if not m.orphan]
        + [match.span() for match in _TITLED.finditer(text, start, end)]
    )
    k = 0
    for match in matches:
        while k < len(hidden) and hidden[k][1] <= match.start():
            k += 1
        if k < len(hidden) and hidden[k][0] <= match.start():
            continue
        cue = _topic_cue(text, match, end) if match.group() in words("topic_cues") else _cue(text, start, match, end)
        if cue is not None:
            yield cue


def _topic_cue(text: str, match: re.Match[str], end: int) -> _Cue | None:
    """Return a cue whose topic stands before its colon (细数变化：…)."""
    topic = _TOPIC.match(text, match.end(), end)
    return _Cue(match.start(), match.end(), match.group(), topic.end(), "topic", False) if topic else None


def _cue(text: str, start: int, match: re.Match[str], end: int) -> _Cue | None:
    """Return a cue with its comma or colon, or bare before what was said; None where the word is none here."""
    at, stop = match.span()
    opens, bare = _cue_table()[match.group()]
    if _NO_CUE.search(text, max(start, at - 2), at) or _ends_otherwise(text, max(start, at - 5), stop):
        return None
    behind = _BEHIND_CUE.match(text, stop, end)
    tail = (_told() if match.group() == "告诉" else _TAIL).match(text, stop, end)
    if behind is None and tail is not None and tail.end() > stop:
        behind = _BEHIND_CUE.match(text, tail.end(), end)
        stop = tail.end() if behind is not None else stop
    if behind is not None:
        content = behind.end()
        closed = content == stop and (content >= end or text[content] in "。！？；")
        return _Cue(at, stop, text[at:stop], content, "nothing" if closed else opens, False)
    if bare and match.group() == "表示" and text.startswith(short_list("objects_of_expressing"), stop):
        return None
    if match.group() == "说" and at > start and text[at - 1] == "，":
        bare = _WORDS_SAID.match(text, stop, end) is None
    if bare and text[stop] not in _NOT_BEHIND_BARE and (text[stop].isalnum() or text[stop] in "“《"):
        return _Cue(at, stop, text[at:stop], stop, opens, True)
    return None


_BETWEEN = ("", *short_list("between_cue_and_mark"))
"""What may stand between a cue and the mark of a fragment that it introduces (提出要“…”)."""
_LONGEST_BETWEEN_FIRST = sorted(short_list("between_cue_and_mark"), key=len, reverse=True)


def _cue_ending(text: str, start: int, mark: int) -> bool:
    """Say whether a cue, with or without its comma or colon, ends before an opening mark."""
    between = (len(word) for word in _LONGEST_BETWEEN_FIRST if text.endswith(word, start + 1, mark))
    end = mark - next(between, 0)
    if end > start and text[end - 1] in "，：:":
        end -= 1
    if text[end - 1 : end] not in _ends_of_cues():
        return False
    return any(text[end - length : end] in _cue_table() for length in (4, 3, 2, 1) if end - length >= start)
