"""Reported speech, without marks: which cue opens it and where it ends, by a learned model with named features."""
