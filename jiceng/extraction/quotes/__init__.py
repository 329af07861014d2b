"""Quotes, direct and reported, and who their source is."""
