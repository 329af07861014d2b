"""Who may be the source of reported words."""
