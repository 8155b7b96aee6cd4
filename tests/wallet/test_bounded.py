"""Text from strangers: bounded, and with one meaning only."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode, parse_json_bounded, parse_object

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_json_comes_back_as_it_was(value):
    assert parse_json_bounded(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 33 + "]" * 33, "json-too-deep"),
        ("[" * 200_000, "json-too-deep"),
        ('{"a":' * 100_000, "json-too-deep"),
        ('{"a": 1, "a": 2}', "json-duplicate-member"),
        ('{"b": {"a": 1, "\\u0061": 2}}', "json-duplicate-member"),
        ("[NaN]", "json-invalid"),
        ("Infinity", "json-invalid"),
        ("9" * 5000, "json-invalid"),
        ('"\\ud800"', "json-invalid"),
        ("{", "json-invalid"),
        (b"\xff", "json-invalid"),
        ("[" + "1," * 600_000 + "1]", "json-too-large"),
    ],
)
def test_what_has_no_single_meaning_is_refused(text, code):
    with pytest.raises(Problem) as caught:
        parse_json_bounded(text)
    assert caught.value.code == code


def test_many_brackets_that_do_not_nest_are_fine():
    assert len(parse_json_bounded("[" + "[]," * 5000 + "[]]")) == 5001
    assert parse_json_bounded("[" * 32 + "]" * 32)
    assert parse_json_bounded('"\\ud83d\\ude00"') == "😀"


def test_an_object_is_asked_for():
    with pytest.raises(Problem, match="no"):
        parse_object("[]")


@given(st.binary(max_size=100))
def test_base64url_comes_back_as_it_was(data):
    assert b64url_decode(b64url(data)) == data


@pytest.mark.parametrize("text", ["YQ==", "YR", "Y", "a+/b", "YQ\n", " YQ", "é", "YW=J"])
def test_there_is_one_spelling_of_base64url(text):
    with pytest.raises(Problem):
        b64url_decode(text)


@given(st.text(max_size=40) | st.binary(max_size=40))
def test_no_text_breaks_the_parsers(text):
    for parse in (parse_json_bounded, b64url_decode):
        try:
            parse(text)
        except Problem as problem:
            assert "\n" not in str(problem)
