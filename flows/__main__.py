"""`python -m flows` is `jiceng`."""

from flows.cli import main

if __name__ == "__main__":
    main()
