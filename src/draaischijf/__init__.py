"""Draaischijf: open software for a labour market that turns on skills."""

__version__ = "0.1.0"
