"""`python -m jalon`."""

from jalon.cli import main

main()
