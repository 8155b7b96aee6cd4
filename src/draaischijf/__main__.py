"""`python -m draaischijf` is the command line."""

from draaischijf.cli import main

main()
