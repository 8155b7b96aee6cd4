"""A language that grows with the market: terms that rise, what people decide about them, and a release of their own.

Software proposes, a person decides: nothing becomes a concept, and nothing disappears, by counting alone.
"""

from draaischijf.language.growth.decision import Decision
from draaischijf.language.growth.extension import Extension, LocalConcept
from draaischijf.language.growth.proposals import Proposal, propose
from draaischijf.language.growth.published import as_skos
from draaischijf.language.growth.stream import Posting, read_postings
from draaischijf.language.growth.trends import Trend, Window, rising_terms, trends_of_concepts, vacancies

__all__ = [
    "Decision",
    "Extension",
    "LocalConcept",
    "Posting",
    "Proposal",
    "Trend",
    "Window",
    "as_skos",
    "propose",
    "read_postings",
    "rising_terms",
    "trends_of_concepts",
    "vacancies",
]
