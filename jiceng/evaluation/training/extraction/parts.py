"""The parts that extraction learns, in the order in which it asks them."""

from jiceng.evaluation.training.extraction.initiatives import DECISION
from jiceng.evaluation.training.extraction.part import Part

PARTS: tuple[Part, ...] = (DECISION,)
"""Each is learned while those before it, learned from the same pages, are in use."""
