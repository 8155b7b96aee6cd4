"""Who pays what to whom in a month: double entry, so that it balances by construction and is checked all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from draaischijf.market.policies import Charge

ACCOUNTS: Final = ("employers", "government", "funds", "people", "providers")


@dataclass
class Ledger:
    """Payments of one month in whole cents, so that sums are exact.

    Args:
        entries: By purpose, payer and payee: cents.
    """

    entries: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))

    def pay(self, purpose: str, payer: str, payee: str, euro: float) -> None:
        """Book a payment.

        Args:
            purpose: What for.
            payer: One of `ACCOUNTS`.
            payee: Idem.
            euro: 0 or more.
        """
        if payer not in ACCOUNTS or payee not in ACCOUNTS or euro < 0:
            raise ValueError(f"no payment: {purpose}, {payer} to {payee}, {euro}")
        self.entries[purpose, payer, payee] += round(100 * euro)

    def charge(self, policy: str, charges: Iterable[Charge]) -> None:
        """Book what a policy costs."""
        for one in charges:
            self.pay(policy, one.bearer, one.payee, one.euro)

    def balances(self) -> dict[str, int]:
        """Return what each account gained, in cents; they sum to 0."""
        found = dict.fromkeys(ACCOUNTS, 0)
        for (_, payer, payee), cents in self.entries.items():
            found[payer] -= cents
            found[payee] += cents
        return found
