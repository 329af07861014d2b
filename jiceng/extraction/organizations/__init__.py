"""Organizations: where a printed name starts, and what it means."""
