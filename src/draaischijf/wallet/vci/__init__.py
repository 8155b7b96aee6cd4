"""Issue credentials into wallets: OpenID4VCI 1.0, with what HAIP 1.0 asks."""

from draaischijf.wallet.vci.issuer import Issuer, Offer
from draaischijf.wallet.vci.offers import CredentialOffer, parse_offer
from draaischijf.wallet.vci.settings import Configuration, IssuerSettings

__all__ = ["Configuration", "CredentialOffer", "Issuer", "IssuerSettings", "Offer", "parse_offer"]
