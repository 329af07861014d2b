"""Names of people as strings: which characters they are made of, where they start and end, how like a name one is."""
