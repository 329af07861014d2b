"""The ways in which a reading of the page can take its next part, and what each of them costs."""
