"""The skills language: concepts, names, relations, releases, lexicon, encoder, nearness and profiles.

from draaischijf.language import open_language

language = open_language()
[[first, *_]] = language.link(["heftruck rijden"])
print(language.concepts.name(first.concept, "nl").text, first.score)
"""

from draaischijf.language.changes import Carried, Difference, carry, difference
from draaischijf.language.concepts import LANGUAGES, SKILL_KINDS, Concepts, Name, Names
from draaischijf.language.encoder import encoder
from draaischijf.language.language import Language, ProfileSkill
from draaischijf.language.linking import Candidate
from draaischijf.language.nearness import ROADS, Nearness
from draaischijf.language.normal import normalise
from draaischijf.language.predicted import predict_profiles
from draaischijf.language.releases import install, installed, open_language, use
from draaischijf.language.titles import TitleProfile

__all__ = [
    "LANGUAGES",
    "ROADS",
    "SKILL_KINDS",
    "Candidate",
    "Carried",
    "Concepts",
    "Difference",
    "Language",
    "Name",
    "Names",
    "Nearness",
    "ProfileSkill",
    "TitleProfile",
    "carry",
    "difference",
    "encoder",
    "install",
    "installed",
    "normalise",
    "open_language",
    "predict_profiles",
    "use",
]
