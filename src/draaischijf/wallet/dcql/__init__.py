"""DCQL, the query language in which a verifier asks (OpenID4VP 1.0, sections 6 and 7)."""

from draaischijf.wallet.dcql.evaluate import Answer, Candidate, Match, evaluate, unmet
from draaischijf.wallet.dcql.paths import select
from draaischijf.wallet.dcql.query import ClaimQuery, CredentialQuery, CredentialSet, Query, parse_query

__all__ = [
    "Answer",
    "Candidate",
    "ClaimQuery",
    "CredentialQuery",
    "CredentialSet",
    "Match",
    "Query",
    "evaluate",
    "parse_query",
    "select",
    "unmet",
]
