"""Rules that propose the names of initiatives: a module a family."""
