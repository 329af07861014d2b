"""Lines → paragraphs and titles: at every line end a rule decides whether the text goes on."""
