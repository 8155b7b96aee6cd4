"""Anything signed: credentials in and out, presentation and verification, status, keys, issuers."""

from draaischijf.wallet.verification import AXES, Axis, Finding, Verdict, Verification

__all__ = ["AXES", "Axis", "Finding", "Verdict", "Verification"]
