"""What a release may show: excerpts, pseudonyms, what was refused."""
