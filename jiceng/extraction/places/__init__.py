"""Places that a text names, and the path of each."""
