"""Paragraphs → articles: parts, moves, costs and the search for the cheapest reading."""
