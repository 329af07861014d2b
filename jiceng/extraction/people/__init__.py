"""People whom an article names in full, and the offices printed with them."""
