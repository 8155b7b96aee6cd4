from decimal import Decimal

import pytest

from draaischijf.passport import load_defaults
from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind

HOURS = '[learning.hours]\ngeneral = { value = 40, source = "our training department" }\n'


def write(tmp_path, text):
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_organisation_replaces_what_differs(tmp_path):
    own = load_defaults(write(tmp_path, HOURS + "[proof.kinds.badge]\nreliability = 0.7\n"))
    assert own.hours["general"] == 40
    assert own.sources["learning.hours.general"] == "our training department"
    assert own.proof[EvidenceKind.BADGE].reliability == 700_000
    assert own.half_life == load_defaults().half_life
    assert load_defaults().hours["general"] == Decimal(80)
    assert load_defaults("") is load_defaults()


def test_classes_may_grow(tmp_path):
    assert load_defaults(write(tmp_path, '[classes.codes]\nS6 = "technical"\n')).codes["S6"] == "technical"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[lerning]\nx = 1\n", "lerning: is not a default that exists."),
        ("[currency]\nhalf_live = 3\n", "currency.half_live: is not a default that exists."),
        ("[currency.half_life]\ngeneral = 3.0\n", "currency.half_life.general: must be { value"),
        ('[currency.half_life]\ngeneral = { value = 0.0, source = "x" }\n', "must be from 0.001 to a million, not 0.0"),
        ('[currency.half_life]\ngeneral = { value = true, source = "x" }\n', "has no number as its value"),
        ('[wishes]\nunknown = { value = 1.5, source = "x" }\n', "must be above 0 and at most 1, not 1.5"),
        ('[classes.kinds]\nskill = "soft"\n', "must be one of general, technical, human, language, not 'soft'"),
        ("[proof.kinds.diploma]\nreliability = 1.0\n", "must be from 0 to below 1"),
        ('[proof.kinds.diploma]\nhardness = "iron"\n', "must be one of hard, semi-hard, soft, not 'iron'"),
        ("[proof\n", "is not TOML"),
    ],
)
def test_a_wrong_file_names_the_place(tmp_path, text, message):
    file = write(tmp_path, text)
    with pytest.raises(Problem) as caught:
        load_defaults(file)
    assert message in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Problem, match="cannot be read"):
        load_defaults(tmp_path / "gone.toml")
