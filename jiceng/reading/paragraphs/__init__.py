"""Lines → paragraphs and titles: a verdict for every line end."""
