"""Whatever comes in is read or refused with a problem; nothing crashes and nothing hangs."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.language import open_language
from draaischijf.passport import Desk, FileKeeper
from draaischijf.passport import events as e
from draaischijf.passport.codec import encode
from draaischijf.passport.document import bring_in, from_document, is_document, to_document
from draaischijf.passport.erasures import ErasureList
from draaischijf.passport.making import find_programmes, level_of_paper
from draaischijf.passport.making.talk import period
from draaischijf.passport.sealing import MAGIC, Sealer
from draaischijf.problems import Problem
from tests.passport.people import HERE, NOON, TODAY, claim, item

refused = contextlib.suppress(Problem)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    leaves, lambda one: st.lists(one, max_size=4) | st.dictionaries(st.text(max_size=8), one, max_size=4)
)


@pytest.fixture(scope="module")
def whole():
    desk = Desk("p", [HERE.does(e.Opened("mijn"))], HERE)
    made = desk.add(claim(level=2, evidence=(item("diploma", "mbo", issued=TODAY),)))
    desk.correct(e.Corrected(made, level=3))
    return to_document("p", (*desk.history, *desk.events), open_language(), NOON)


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: b'{"schema": "draaischijf/passport/1"' + tail))
def test_any_bytes_as_a_document(data):
    is_document(data)
    with refused:
        from_document(data)


@given(anything)
def test_any_events_in_a_document(events):
    with refused:
        from_document(json.dumps({"schema": "draaischijf/passport/1", "events": events}).encode())


def places(value, path=()):
    """Every place in a document, from the outside in."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


@given(data=st.data())
@settings(max_examples=200)
def test_a_document_with_one_place_broken_is_read_or_names_the_place(whole, data):
    broken = json.loads(json.dumps({"schema": whole["schema"], "events": whole["events"]}))
    path = data.draw(st.sampled_from([one for one in places(broken) if one]))
    holder = broken
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = data.draw(anything)
    try:
        events = from_document(json.dumps(broken).encode(), "p.json")
    except Problem as problem:
        assert problem.file == "p.json"
        assert problem.code.startswith("passport-")
    else:
        assert json.dumps([encode(event) for event in events])


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 50_000, '{"schema": "draaischijf/passport/1", "events": ' + "[" * 9000]
)
def test_deep_nesting_is_refused_at_once(text):
    with pytest.raises(Problem):
        from_document(text.encode())


def test_a_history_that_comes_in_may_hold_anything_the_fold_refuses(tmp_path, whole):
    from draaischijf.passport import open_store

    events = list(from_document(json.dumps(whole).encode()))
    by_nobody = e.Event(e.Confirmed(("c2",)), e.Actor(e.Role.ADVISER, "Niemand", "t9"), NOON)
    store = open_store(tmp_path / "p.db")
    assert bring_in(store, [*events, by_nobody], NOON)
    store.close()


@given(st.text(max_size=60))
def test_any_words_as_a_period_a_programme_or_a_paper(words):
    with refused:
        period(words, TODAY)
    with refused:
        level_of_paper(words, words)
    level_of_paper(words)
    find_programmes(words)


@given(st.binary(max_size=300))
def test_any_bytes_as_a_list_of_erasures_or_a_key(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("fuzz") / "x"
    file.write_bytes(data)
    file.chmod(0o600)
    assert isinstance(ErasureList(file).read(), list)
    with refused:
        FileKeeper(file)


@given(st.binary(max_size=100), st.integers(1, 9))
def test_any_bytes_as_a_sealed_frame(data, first):
    sealer = Sealer(bytes(32), "p")
    for frame in (data, MAGIC + data):
        with pytest.raises(Problem) as caught:
            sealer.open(frame, first)
        assert caught.value.code == "passport-damaged"
