"""Named initiatives with their holders and parts."""
