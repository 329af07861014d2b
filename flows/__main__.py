"""`python -m flows` is `jiceng`."""

from flows.cli.app import main

if __name__ == "__main__":
    main()
