"""Whom a mention means: a function for each kind of mention, in a module of its own."""
