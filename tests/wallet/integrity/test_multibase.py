"""Bytes and keys as text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.integrity.multibase import multibase, multibase_decode, multikey, multikey_decode
from draaischijf.wallet.keys import ALGORITHMS, generate_key


@settings(deadline=None)
@given(st.binary(max_size=80), st.sampled_from("zu"))
def test_bytes_come_back(data, base):
    assert multibase_decode(multibase(data, base)) == data


def test_base_58_as_others_write_it():
    # The examples of draft-msporny-base58, section 4.
    assert multibase(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"
    assert multibase(bytes.fromhex("0000287fb4cd")) == "z11233QC4"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_keys_come_back(algorithm):
    key = generate_key(algorithm).public
    assert multikey_decode(multikey(key)).jwk == key.jwk


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("z0", "multibase-invalid"),
        ("z" + "1" * 300, "multibase-invalid"),
        ("m9", "multibase-invalid"),
        ("", "multibase-invalid"),
        (5, "multibase-invalid"),
        (multibase(b"\xe7\x01" + b"1" * 33), "key-unsupported"),
        (multibase(b"other"), "key-invalid"),
        (multibase(b"\xed\x01short"), "key-invalid"),
        (multibase(b"\x80\x24" + b"\x02" + b"\xff" * 32), "key-invalid"),
    ],
)
def test_what_is_no_key_is_refused(text, code):
    with pytest.raises(Problem) as caught:
        multikey_decode(text)
    assert caught.value.code == code


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_key_or_a_problem(text):
    with contextlib.suppress(Problem):
        multikey_decode(text)
