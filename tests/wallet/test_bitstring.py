"""Status in one bit: made, read, and never unpacked beyond a limit."""

from __future__ import annotations

import contextlib
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.bitstring import (
    MAX_BYTES,
    MINIMUM_BITS,
    free_index,
    list_subject,
    make_entry,
    make_list,
    pack,
    read_entry,
    unpack,
    value_at,
)
from draaischijf.wallet.integrity.multibase import multibase

URL = "https://school.example/status/1"


@settings(deadline=None)
@given(st.sets(st.integers(0, MINIMUM_BITS - 1), max_size=20))
def test_the_bits_that_were_set_are_set(indexes):
    bits = unpack(make_list(URL, "did:example:1", indexes)["credentialSubject"]["encodedList"])
    assert len(bits) * 8 == MINIMUM_BITS
    assert sum(byte.bit_count() for byte in bits) == len(indexes)
    assert all(value_at(bits, index) == 1 for index in indexes)


@settings(deadline=None)
@given(st.integers(1, 16), st.integers(0, 20), st.data())
def test_wider_statuses_are_read_where_they_stand(size, index, data):
    value = data.draw(st.integers(0, (1 << size) - 1))
    number = value << (400 * 8 - (index + 1) * size)
    bits = number.to_bytes(400, "big")
    assert value_at(bits, index, size) == value
    assert value_at(bits, index + 1, size) == 0


@pytest.mark.needs("shared")
def test_the_list_of_1edtech(shared):
    credential = json.loads((shared / "vectors/open-badges-3.0/bit-string-list/testlist").read_text())
    bits = unpack(list_subject(credential, "revocation")["encodedList"])
    assert [index for index in range(200) if value_at(bits, index)] == [23]


def test_an_entry_comes_back():
    entry = read_entry(make_entry(URL, 7, "suspension"))
    assert (entry.list_url, entry.index, entry.purpose, entry.size) == (URL, 7, "suspension", 1)
    messages = [{"status": hex(value), "message": str(value)} for value in range(4)]
    wide = read_entry({**make_entry(URL, 7), "statusSize": 2, "statusMessage": messages, "statusListIndex": 9})
    assert (wide.index, wide.message(3), wide.message(8)) == (9, "3", "")


@pytest.mark.parametrize(
    "change",
    [
        {"statusListIndex": "-1"},
        {"statusListIndex": "9" * 13},
        {"statusListIndex": True},
        {"statusListIndex": "٣"},
        {"statusListCredential": "list"},
        {"statusPurpose": None},
        {"statusSize": 0},
        {"statusSize": True},
        {"statusSize": 2},
        {"statusSize": 2, "statusMessage": [{}] * 9},
        {"statusSize": 2, "statusMessage": [{"status": "zz", "message": ""}]},
    ],
)
def test_a_wrong_entry_is_refused(change):
    with pytest.raises(Problem) as caught:
        read_entry({**make_entry(URL, 7), **change})
    assert caught.value.code == "status-invalid"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "status-list-invalid"),
        ("u" + "A" * 1_100_000, "status-list-invalid"),
        ("u_", "base64url-invalid"),
        ("uAAAA", "packed-invalid"),
        (multibase(gzip.compress(b"x" * 1000, mtime=0)[:-12], "u"), "packed-invalid"),
        (pack(bytes(MAX_BYTES + 1)), "packed-too-large"),
    ],
    ids=["none", "long", "no-base", "no-gzip", "cut", "bomb"],
)
def test_what_is_no_list_or_too_much_is_refused(text, code):
    with pytest.raises(Problem) as caught:
        unpack(text)
    assert caught.value.code == code


def test_a_list_is_for_its_purpose_only():
    credential = make_list(URL, "did:example:1")
    assert list_subject(credential, "revocation")
    for wrong, code in (
        ({**credential, "type": ["VerifiableCredential"]}, "status-list-invalid"),
        ({**credential, "credentialSubject": {"type": "Other"}}, "status-list-invalid"),
        (make_list(URL, "did:example:1", purpose="suspension"), "status-purpose-mismatch"),
    ):
        with pytest.raises(Problem) as caught:
            list_subject(wrong, "revocation")
        assert caught.value.code == code


def test_outside_the_list_there_is_no_status():
    with pytest.raises(Problem, match="outside"):
        value_at(b"\0", 8)
    with pytest.raises(Problem, match="outside"):
        make_list(URL, "did:example:1", [MINIMUM_BITS])
    with pytest.raises(Problem, match="multiple of 8"):
        make_list(URL, "did:example:1", length=8)


def test_positions_are_random_and_lists_are_not_filled_up():
    taken: set[int] = set()
    for _ in range(6):
        index = free_index(taken, 8)
        assert index not in taken and 0 <= index < 8
        taken.add(index)
    assert 0 <= free_index(set()) < MINIMUM_BITS
    with pytest.raises(Problem, match="three quarters"):
        free_index({*range(7)}, 8)


@settings(deadline=None)
@given(st.text(max_size=30) | st.binary(max_size=60).map(lambda data: multibase(data, "u")))
def test_any_text_is_a_list_or_a_problem(text):
    with contextlib.suppress(Problem):
        unpack(text)
