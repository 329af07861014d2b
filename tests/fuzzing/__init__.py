"""Inputs that nobody meant: targets that Hypothesis (in the tests) and atheris (`make fuzz`) call alike."""
