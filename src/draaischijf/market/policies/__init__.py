"""Policies as parts: what each does to the levers of the model, what it costs, and who bears that."""

from draaischijf.market.policies.catalogue import POLICIES
from draaischijf.market.policies.levers import Levers, Tally
from draaischijf.market.policies.policy import BEARERS, Charge, Policy
from draaischijf.market.policies.read import check_policies, read_policy, write_policy

__all__ = [
    "BEARERS",
    "POLICIES",
    "Charge",
    "Levers",
    "Policy",
    "Tally",
    "check_policies",
    "read_policy",
    "write_policy",
]
