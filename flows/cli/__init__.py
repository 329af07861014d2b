"""The commands: each parses its arguments, calls what does the work, and returns an exit code."""
