"""Ask for and give presentations: OpenID4VP 1.0 with DCQL, with what HAIP 1.0 asks."""

from draaischijf.wallet.vp.requests import PresentationRequest, fetch_request
from draaischijf.wallet.vp.verifier import Question, Result, Verifier, VerifierSettings

__all__ = ["PresentationRequest", "Question", "Result", "Verifier", "VerifierSettings", "fetch_request"]
