"""Who runs an initiative."""
