"""`python -m sohotich` is the command line."""

from sohotich.cli import main

if __name__ == "__main__":
    main()
