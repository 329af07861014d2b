"""Releases: a build frozen into a self-contained numbered folder, and what can be done with one."""
