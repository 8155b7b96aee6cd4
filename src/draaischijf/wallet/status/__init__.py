"""Status of credentials: Token Status List, read, made and kept."""

from draaischijf.wallet.status.lists import INVALID, SUSPENDED, VALID, decode_list, encode_list, value_at
from draaischijf.wallet.status.store import StatusStore
from draaischijf.wallet.status.token import StatusListToken, make_status_token, parse_status_token

__all__ = [
    "INVALID",
    "SUSPENDED",
    "VALID",
    "StatusListToken",
    "StatusStore",
    "decode_list",
    "encode_list",
    "make_status_token",
    "parse_status_token",
    "value_at",
]
