"""A holder's wallet, for tests, demos and the command line: receive, keep, see what would leave, present."""

from draaischijf.wallet.holder.preview import Leaving, Preview
from draaischijf.wallet.holder.receive import Receiver
from draaischijf.wallet.holder.records import Sent
from draaischijf.wallet.holder.show import Shower, present_held
from draaischijf.wallet.holder.store import Held, HeldCredentials

__all__ = ["Held", "HeldCredentials", "Leaving", "Preview", "Receiver", "Sent", "Shower", "present_held"]
