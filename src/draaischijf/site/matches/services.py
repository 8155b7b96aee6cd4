"""What other apps use of matches."""

from draaischijf.site.matches.codes import code_of, key_of
from draaischijf.site.matches.consents import EVERYONE, Said, Shown, consent_of, give, shown, withdraw
from draaischijf.site.matches.explained import Brief, Explained, brief, explained
from draaischijf.site.matches.looks import SeenBy, look, looks_at
from draaischijf.site.matches.people import count_found, found_by, people_for
from draaischijf.site.matches.works import count_asking, match_of, open_work, put_work, works_for

__all__ = [
    "EVERYONE",
    "Brief",
    "Explained",
    "Said",
    "SeenBy",
    "Shown",
    "brief",
    "code_of",
    "consent_of",
    "count_asking",
    "count_found",
    "explained",
    "found_by",
    "give",
    "key_of",
    "look",
    "looks_at",
    "match_of",
    "open_work",
    "people_for",
    "put_work",
    "shown",
    "withdraw",
    "works_for",
]
