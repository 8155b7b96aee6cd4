"""Token Status List: packed, signed, bounded, published from a store, and never taken for good when unknown."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet import Context, generate_key
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.status import StatusStore, decode_list, encode_list, make_status_token, value_at
from draaischijf.wallet.status.lists import BITS, MAX_LIST, pack
from draaischijf.wallet.status.token import parse_status_token, status_of
from draaischijf.wallet.trust_file import read_trust
from tests.wallet.makers import ISSUER, NOW, issuer_key
from tests.wallet.test_trust import listing

URI = "https://mbo.example/status/1"
CLAIM = {"status_list": {"idx": 3, "uri": URI}}


@given(st.sampled_from(BITS), st.dictionaries(st.integers(0, 999), st.integers(0, 255)))
def test_a_list_comes_back_as_it_was(bits, statuses):
    statuses = {index: status % (1 << bits) for index, status in statuses.items()}
    read_bits, data = decode_list(encode_list(pack(statuses, 1000, bits), bits))
    assert read_bits == bits
    assert all(value_at(data, bits, index) == statuses.get(index, 0) for index in range(1000))


def test_the_example_of_the_specification_has_these_bytes():
    ones = dict.fromkeys((0, 3, 4, 5, 7, 8, 9, 13, 15), 1)
    assert pack(ones, 16, 1) == bytes([0xB9, 0xA3])
    assert encode_list(bytes([0xB9, 0xA3]), 1) == {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}


@pytest.mark.parametrize(
    ("statuses", "size", "bits"),
    [({0: 2}, 8, 1), ({8: 1}, 8, 1), ({-1: 1}, 8, 1), ({}, 8, 3), ({}, 0, 1), ({}, 2**40, 1)],
)
def test_what_does_not_fit_is_refused(statuses, size, bits):
    with pytest.raises(Problem):
        pack(statuses, size, bits)


def lst(data, bits=1):
    return {"bits": bits, "lst": b64url(data)}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "status-list-malformed"),
        ({"bits": 3, "lst": "eNrbuRgAAhcBXQ"}, "status-list-malformed"),
        ({"bits": True, "lst": "eNrbuRgAAhcBXQ"}, "status-list-malformed"),
        ({"bits": 1, "lst": 3}, "status-list-malformed"),
        ({"bits": 1, "lst": "!"}, "status-list-malformed"),
        (lst(b"plain"), "status-list-malformed"),
        (lst(zlib.compress(b"x" * 100)[:-6]), "status-list-malformed"),
        (lst(zlib.compress(b"x") + b"more"), "status-list-malformed"),
        (lst(zlib.compress(bytes(MAX_LIST + 1))), "status-list-too-large"),
        (lst(zlib.compress(bytes(300_000_000), 1)), "status-list-too-large"),
    ],
)
def test_a_broken_or_swollen_list_is_refused(value, code):
    with pytest.raises(Problem) as caught:
        decode_list(value)
    assert caught.value.code == code


@given(st.binary(max_size=200))
def test_no_bytes_break_the_parser(data):
    for value in (data, lst(data), sign_token(data, KEY, type_="statuslist+jwt").encode()):
        with pytest.raises(Problem):
            decode_list(value) if isinstance(value, dict) else parse_status_token(value)


KEY = issuer_key()


def token(statuses=None, bits=2, key=KEY, uri=URI, **more):
    return make_status_token(uri, pack(statuses or {}, 100, bits), bits, key, at=NOW, **more).encode()


def found(listed, claim=CLAIM, key=KEY, **changed):
    context = replace(Context(NOW, status_lists={URI: listed} if listed else {}), **changed)
    one = status_of(claim, ISSUER, key.public if key else None, context)
    return one.verdict.value, one.code


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(0, ("good", "valid")), (1, ("bad", "revoked")), (2, ("bad", "suspended")), (3, ("unknown", "status-other"))],
)
def test_a_status_has_a_meaning(status, verdict):
    assert found(token({3: status})) == verdict


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({}, "status-unsupported"),
        ("x", "status-unsupported"),
        ({"status_list": {"idx": "3", "uri": URI}}, "status-unsupported"),
        ({"status_list": {"idx": True, "uri": URI}}, "status-unsupported"),
        ({"status_list": {"idx": 3}}, "status-unsupported"),
        ({"status_list": {"idx": 3, "uri": "https://other.example"}}, "status-list-missing"),
    ],
)
def test_a_status_that_cannot_be_looked_up_is_unknown(claim, code):
    assert found(token(), claim) == ("unknown", code)


@pytest.mark.parametrize("index", [100, 10**12, -1])
def test_an_index_outside_the_list_is_refused(index):
    claim = {"status_list": {"idx": index, "uri": URI}}
    assert found(token(), claim) == ("bad", "status-index-out-of-range")


def test_no_status_is_not_applicable():
    assert found(token(), None) == ("n/a", "status-none")


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        (None, "status-list-missing"),
        (b"\xff", "token-malformed"),
        (b"x", "token-malformed"),
        (token(uri="https://other.example"), "status-list-of-another"),
        (token(valid_for=-1), "status-list-expired"),
        (token(key=generate_key()), "status-list-untrusted"),
        (sign_token({"sub": URI, "iat": 1}, KEY, type_="JWT").encode(), "type-not-allowed"),
        (sign_token({"sub": URI}, KEY, type_="statuslist+jwt").encode(), "status-list-malformed"),
        (sign_token({"sub": URI, "iat": "1"}, KEY, type_="statuslist+jwt").encode(), "status-list-malformed"),
        (sign_token({"sub": URI, "iat": 1, "ttl": -1}, KEY, type_="statuslist+jwt").encode(), "status-list-malformed"),
        (sign_token({"sub": 3, "iat": 1}, KEY, type_="statuslist+jwt").encode(), "status-list-malformed"),
    ],
)
def test_a_list_that_proves_nothing_leaves_the_status_unknown(listed, code):
    assert found(listed) == ("unknown", code)


def test_a_list_may_be_signed_with_another_certificate_or_key_of_the_issuer():
    other = issuer_key("status.mbo.example")
    assert found(token(key=other)) == ("unknown", "status-list-untrusted")
    assert found(token(key=other), trust=read_trust(listing())) == ("good", "valid")
    stranger = issuer_key("status.mbo.example", "Other root")
    assert found(token(key=stranger), trust=read_trust(listing())) == ("unknown", "status-list-untrusted")
    key = generate_key()
    listed = read_trust(listing(root=None, jwk=dict(key.jwk)))
    assert found(token(key=key), key=None, trust=listed) == ("good", "valid")


def test_a_list_is_fetched_only_where_that_was_asked():
    assert found(None, fetcher=lambda uri: token() if uri == URI else b"") == ("good", "valid")

    def fails(uri):
        raise Problem("fetch-failed", "cannot be fetched.")

    assert found(None, fetcher=fails) == ("unknown", "fetch-failed")


@pytest.fixture
def store(tmp_path):
    one = StatusStore(tmp_path / "status.db")
    one.create(URI, size=1000, bits=2)
    yield one
    one.close()


def test_a_store_gives_indexes_that_are_random_and_taken_once(store):
    taken = [store.take(URI) for _ in range(100)]
    assert len(set(taken)) == 100
    assert taken != sorted(taken)
    assert max(taken) > 500


def test_a_store_publishes_what_was_set(store, tmp_path):
    one, other = store.take(URI), store.take(URI)
    store.set(URI, one, 1)
    store.set(URI, other, 2)
    listed = parse_status_token(store.token(URI, KEY, at=NOW).encode())
    assert [value_at(listed.data, listed.bits, index) for index in (one, other)] == [1, 2]
    assert (listed.ttl, listed.expires) == (3600, NOW.timestamp() + 86_400)
    again = StatusStore(tmp_path / "status.db")
    assert (again.get(URI, one), again.get(URI, other), again.lists()) == (1, 2, (URI,))
    assert again.get(URI, next(index for index in range(1000) if index not in (one, other))) is None
    again.close()


def test_a_list_is_filled_for_half_at_most():
    store = StatusStore()
    store.create(URI, size=8)
    for _ in range(4):
        store.take(URI)
    with pytest.raises(Problem, match="half full"):
        store.take(URI)


def test_wrong_use_of_a_store_is_one_clear_line(store):
    index = store.take(URI)
    for wrong in (
        lambda: store.set(URI, index, 4),
        lambda: store.set(URI, (index + 1) % 1000, 1),
        lambda: store.take("https://other.example"),
        lambda: store.create("x", size=0),
    ):
        with pytest.raises(Problem) as caught:
            wrong()
        assert "\n" not in str(caught.value)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "new.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(Problem, match="newer"):
        StatusStore(tmp_path / "new.db")


def test_a_list_expires_at_its_moment():
    assert found(token(valid_for=10), at=NOW + timedelta(seconds=10)) == ("good", "valid")
    assert found(token(valid_for=10), at=NOW + timedelta(seconds=11)) == ("unknown", "status-list-expired")
