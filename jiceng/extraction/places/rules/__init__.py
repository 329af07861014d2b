"""Rules that propose the names of places: a module a family."""
