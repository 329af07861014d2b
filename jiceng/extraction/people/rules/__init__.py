"""The rules that propose names of people: a module a rule."""
