"""The parts that extraction learns, in the order in which it asks them."""

from jiceng.evaluation.training.extraction.initiatives import DECISION, HOLDERS
from jiceng.evaluation.training.extraction.part import Part
from jiceng.evaluation.training.extraction.people import PEOPLE
from jiceng.evaluation.training.extraction.reported_speech import ENDS, OPENINGS
from jiceng.evaluation.training.extraction.speakers import SPEAKERS
from jiceng.evaluation.training.extraction.words_in_marks import WORDS_IN_MARKS

PARTS: tuple[Part, ...] = (PEOPLE, OPENINGS, ENDS, WORDS_IN_MARKS, SPEAKERS, DECISION, HOLDERS)
"""Each is learned while those before it, learned from the same pages, are in use."""
