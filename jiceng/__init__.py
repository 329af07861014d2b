"""jiceng: reads OCR text of Chinese newspaper pages into articles, quotes, people, places and initiatives."""
