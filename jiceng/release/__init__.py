"""Releases: a build frozen into a numbered folder that stands on its own, and what can be done with one."""
