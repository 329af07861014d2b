"""Ranks who may have said a quote: candidates, what speaks for and against each, and the likeliest of them."""
