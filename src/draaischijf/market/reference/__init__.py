"""The published reference model with people one by one: rules and kernels."""

from draaischijf.market.reference.model import RULES, Rates, ReferenceMarket

__all__ = ["RULES", "Rates", "ReferenceMarket"]
