"""Structured formats to and from the domain. No domain room imports this one.

from draaischijf.exchange import to_europass, to_json_resume

json.dumps(to_json_resume(passport, language, day, Owner("Rachid Voorbeeld")))
"""

from draaischijf.exchange.chapters import Chapter, Owner, chapters
from draaischijf.exchange.europass import to_europass
from draaischijf.exchange.json_resume import to_json_resume

__all__ = ["Chapter", "Owner", "chapters", "to_europass", "to_json_resume"]
