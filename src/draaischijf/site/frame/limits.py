"""How often something may be done: counted in the database, so that it holds over processes and restarts.

A key is hashed with the secret of the installation; the table tells nobody's address.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of times in a stretch of time.

    Args:
        name: What is counted.
        times: How often, at least 1.
        minutes: In how long.
    """

    name: str
    times: int
    minutes: int = 10


def within(limit: Limit, who: str) -> bool:
    """Count one more and tell whether it is still within the limit.

    Args:
        limit: The limit.
        who: An account or an address.
    """
    from draaischijf.site.frame.models import Count

    window = int(time.time() // (60 * limit.minutes))
    key = salted_hmac("draaischijf.limits", f"{limit.name}/{who}").hexdigest()
    own = Count.objects.filter(key=key, window=window)
    if not own.update(times=F("times") + 1):
        try:
            with transaction.atomic():
                Count.objects.create(key=key, window=window, times=1)
        except IntegrityError:  # another request was first
            own.update(times=F("times") + 1)
        Count.objects.filter(key=key).exclude(window=window).delete()
    times: int = own.values_list("times", flat=True).first() or 1
    return times <= limit.times


def address_of(meta: dict[str, str], behind_proxy: bool) -> str:
    """Return the address that a request came from.

    Args:
        meta: The request's headers as WSGI gives them.
        behind_proxy: True where the last entry of `X-Forwarded-For` was set by our own proxy.
    """
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "") if behind_proxy else ""
    return forwarded.rsplit(",", 1)[-1].strip() or meta.get("REMOTE_ADDR", "")
