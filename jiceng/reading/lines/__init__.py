"""What each printed line of a page is, and how full it is."""
