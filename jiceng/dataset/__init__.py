"""Records → files: shards of pages, builds of tables, what proves them and what reads them."""
