"""Making a passport: from a CV, from a diploma, from a talk. Everything here proposes; only the person confirms."""

from draaischijf.passport.making.cv import claims_from
from draaischijf.passport.making.programmes import Programme, claims_of_programme, find_programmes, programmes
from draaischijf.passport.making.qualifications import Qualification, level_of_paper
from draaischijf.passport.making.talk import answer, begin, claims_of, question
from draaischijf.passport.making.talk_state import Question, Step, Talk

__all__ = [
    "Programme",
    "Qualification",
    "Question",
    "Step",
    "Talk",
    "answer",
    "begin",
    "claims_from",
    "claims_of",
    "claims_of_programme",
    "find_programmes",
    "level_of_paper",
    "programmes",
    "question",
]
