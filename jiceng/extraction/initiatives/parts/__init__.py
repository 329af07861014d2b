"""The parts of an initiative and their number."""
