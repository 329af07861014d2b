"""The rules for quotes, a family a module; `jiceng.extraction.quotes.find` says in which order they are asked."""
