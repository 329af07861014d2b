"""Measures jiceng on a gold folder: scores, the precision of rules, and whether confidences mean what they say."""
