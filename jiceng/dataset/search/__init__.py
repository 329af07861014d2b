"""Full-text search of a dataset: an index made from its tables, and questions to it."""
