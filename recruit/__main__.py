"""`python -m recruit`."""

from recruit.cli import main

main()
