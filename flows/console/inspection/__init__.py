"""How a page was read: on the terminal or as an HTML file."""
