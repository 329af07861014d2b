"""The rules that say where an organization belongs, one file per family."""
