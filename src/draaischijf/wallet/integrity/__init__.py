"""Data Integrity: proofs inside JSON-LD documents, over a canonical form of what they say."""

from draaischijf.wallet.integrity.contexts import OB3, VC1, VC2
from draaischijf.wallet.integrity.proofs import ProofResult, add_proof, check_proofs

__all__ = [
    "OB3",
    "VC1",
    "VC2",
    "ProofResult",
    "add_proof",
    "check_proofs",
]
