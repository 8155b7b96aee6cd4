"""SD-JWT (RFC 9901) and SD-JWT VC: issue, hold, present with selective disclosure, verify."""

from draaischijf.wallet.sdjwt.disclosures import Disclosure, Opened
from draaischijf.wallet.sdjwt.issuing import issue_sd_jwt
from draaischijf.wallet.sdjwt.parsing import SdJwt, parse_sd_jwt
from draaischijf.wallet.sdjwt.presenting import bind, disclose, leaves

__all__ = ["Disclosure", "Opened", "SdJwt", "bind", "disclose", "issue_sd_jwt", "leaves", "parse_sd_jwt"]
