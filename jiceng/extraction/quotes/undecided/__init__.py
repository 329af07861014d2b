"""Words in marks that no rule made a quote: whether they are speech all the same, by learned evidence."""
