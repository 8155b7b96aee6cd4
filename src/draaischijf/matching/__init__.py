"""Fit, potential, proof and their explanation; ranking at scale, in both directions."""
