"""The rules of line ends, one module a family: each is asked about two lines that meet, and knows no other rule."""
