"""Speech in marks that is printed twice, as a pull quote or at the head of an article."""

from collections.abc import Iterable, Iterator

from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.wording import sentences_to_repeat
from jiceng.rule import rule


class SaidSentences(dict[str, Decision]):
    """Sentence → the first quote of an article that has it and whose speaker is sure."""

    def __init__(self, text: str, quotes: Iterable[Decision]) -> None:
        """Take an article's text and its quotes in marks whose speakers are sure."""
        super().__init__()
        self.text = text
        for quote in quotes:
            for sentence in sentences_to_repeat(text[quote.start : quote.end]):
                self.setdefault(sentence, quote)


@rule("direct_repeated", "quotes", "speech in marks found elsewhere in the article with its source")
def direct_repeated(quote: Decision, said: SaidSentences) -> Iterator[Proposal]:
    """Propose the speaker of another quote that has the first sentence of this one."""
    first = next(sentences_to_repeat(said.text[quote.start : quote.end]), "")
    same = said.get(first)
    if same is not None and same is not quote:
        evidence = Evidence(Sign.SAME_WORDS, same.start, same.end)
        yield Proposal(quote.start, quote.end, same.as_last_speaker(), evidence, quote.cue, quote.mark_missing)
