"""Laid-out articles → the reading of the page: texts, roles, kinds, and the verdict of every break."""
