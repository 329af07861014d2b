"""Learning what extraction weighs, from annotated articles; what others teach decides about each article left out."""
