"""DCQL: what a verifier asks, what a holder can answer, and whether an answer is one."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.dcql import Candidate, evaluate, parse_query, select, unmet
from tests.wallet.test_bounded import VALUES

CLAIMS = {
    "name": "Noor",
    "age": 1,
    "adult": True,
    "address": {"city": "Zwolle", "street": "Weg 1"},
    "skills": [{"uri": "a", "level": 2}, {"uri": "b", "level": 3}],
    "nationalities": ["NL", "BE"],
}
CARD = Candidate("card", "dc+sd-jwt", frozenset(["urn:x"]), CLAIMS)


def asking(*claims, sets=None, **more):
    one = {"id": "one", "format": "dc+sd-jwt", "meta": {"vct_values": ["urn:x"]}, **more}
    if claims:
        one["claims"] = [claim if isinstance(claim, dict) else {"path": claim} for claim in claims]
    query = {"credentials": [one]}
    return query | ({"credential_sets": sets} if sets else {})


@pytest.mark.parametrize(
    ("path", "places"),
    [
        (["name"], [("name",)]),
        (["address", "city"], [("address", "city")]),
        (["skills", None, "uri"], [("skills", 0, "uri"), ("skills", 1, "uri")]),
        (["skills", 1], [("skills", 1)]),
        (["nationalities", None], [("nationalities", 0), ("nationalities", 1)]),
        (["nationalities", 2], []),
        (["skills", "uri"], []),
        (["name", 0], []),
        (["name", None], []),
        (["none"], []),
        (["skills", None, "uri", "x"], []),
    ],
)
def test_a_path_selects_places(path, places):
    assert [place for place, _ in select(CLAIMS, tuple(path))] == places


def test_of_mixed_elements_a_path_selects_nothing():
    assert select({"a": [{"b": 1}, 2]}, ("a", None, "b")) == []
    assert select({"a": [{"b": 1}, {"c": 2}]}, ("a", None, "b")) == [(("a", 0, "b"), 1)]


@pytest.mark.parametrize(
    ("claims", "places"),
    [
        ([], ()),
        ([["name"]], (("name",),)),
        ([{"path": ["name"], "values": ["Noor", "x"]}], (("name",),)),
        ([{"path": ["name"], "values": ["x"]}], None),
        ([{"path": ["age"], "values": [1]}], (("age",),)),
        ([{"path": ["age"], "values": [True]}], None),
        ([{"path": ["adult"], "values": [1]}], None),
        ([{"path": ["skills", None, "uri"], "values": ["b"]}], (("skills", 1, "uri"),)),
        ([["name"], ["none"]], None),
    ],
)
def test_claims_and_values_are_looked_for(claims, places):
    answer = evaluate(parse_query(asking(*claims)), [CARD])
    assert answer.possible == (places is not None)
    if places is not None:
        assert answer.first()[0].places == places


def test_the_first_set_of_claims_that_can_be_given_is_given():
    claims = [{"id": "a", "path": ["none"]}, {"id": "b", "path": ["name"]}, {"id": "c", "path": ["age"]}]
    answer = evaluate(parse_query(asking(*claims, claim_sets=[["a", "b"], ["c"], ["b"]])), [CARD])
    assert answer.first()[0].places == (("age",),)
    assert not evaluate(parse_query(asking(*claims, claim_sets=[["a", "b"]])), [CARD]).possible


@pytest.mark.parametrize(
    ("more", "possible"),
    [
        ({"format": "mso_mdoc", "meta": {"doctype_value": "urn:x"}}, False),
        ({"meta": {"vct_values": ["urn:y"]}}, False),
        ({"meta": {"vct_values": ["urn:y", "urn:x"]}}, True),
        ({"trusted_authorities": [{"type": "aki", "values": ["k"]}]}, False),
        ({"trusted_authorities": [{"type": "aki", "values": ["k"]}, {"type": "aki", "values": ["known"]}]}, True),
    ],
)
def test_format_type_and_authority_must_fit(more, possible):
    one = Candidate("card", "dc+sd-jwt", frozenset(["urn:x"]), CLAIMS, authorities=frozenset([("aki", "known")]))
    assert evaluate(parse_query(asking(["name"], **more)), [one]).possible == possible


def test_types_of_w3c_must_all_be_there():
    one = Candidate("badge", "ldp_vc", frozenset(["VerifiableCredential", "OpenBadgeCredential"]), {"a": 1})
    both = {"type_values": [["VerifiableCredential", "OpenBadgeCredential"]]}
    assert evaluate(parse_query(asking(format="ldp_vc", meta=both)), [one]).possible
    other = {"type_values": [["VerifiableCredential", "Other"]]}
    assert not evaluate(parse_query(asking(format="ldp_vc", meta=other)), [one]).possible


def test_binding_is_asked_unless_it_is_not():
    bare = Candidate("card", "dc+sd-jwt", frozenset(["urn:x"]), CLAIMS, bound=False)
    assert not evaluate(parse_query(asking()), [bare]).possible
    assert evaluate(parse_query(asking(require_cryptographic_holder_binding=False)), [bare]).possible


def several(sets):
    query = asking(["name"])
    other = copy.deepcopy(query["credentials"][0]) | {"id": "two", "meta": {"vct_values": ["urn:y"]}}
    third = copy.deepcopy(other) | {"id": "three", "meta": {"vct_values": ["urn:z"]}}
    return parse_query({"credentials": [*query["credentials"], other, third], "credential_sets": sets})


def test_of_sets_the_first_option_that_can_be_answered_is():
    two = Candidate("y", "dc+sd-jwt", frozenset(["urn:y"]), {"name": "x"})
    query = several([{"options": [["one", "three"], ["two"], ["one"]]}, {"options": [["one"]], "required": False}])
    assert evaluate(query, [CARD, two]).chosen == ("two",)
    assert evaluate(query, [CARD, two], optional=True).chosen == ("two", "one")
    assert evaluate(query, [CARD]).chosen == ("one",)
    answer = evaluate(several([{"options": [["three"]]}]), [CARD])
    assert (answer.chosen, answer.missing) == ((), ("three",))


def test_an_answer_must_be_to_the_question():
    query = parse_query(asking(["name"]))
    assert unmet(query, {"one": [CARD]}) == ""
    assert "not there" in unmet(query, {})
    assert "not asked" in unmet(query, {"two": [CARD]})
    assert "instead of one" in unmet(query, {"one": [CARD, CARD]})
    assert "instead of one" in unmet(query, {"one": []})
    assert unmet(parse_query(asking(["name"], multiple=True)), {"one": [CARD, CARD]}) == ""
    poor = Candidate("card", "dc+sd-jwt", frozenset(["urn:x"]), {})
    assert "does not give" in unmet(query, {"one": [poor]})
    sets = several([{"options": [["one", "two"]]}, {"options": [["three"]], "required": False}])
    assert "one and two" in unmet(sets, {"one": [CARD]})
    assert "not there" in unmet(sets, {})


def test_a_place_may_have_moved_when_others_were_held_back():
    query = parse_query(asking(["nationalities", 1]))
    shown = Candidate("card", "dc+sd-jwt", frozenset(["urn:x"]), {"nationalities": ["BE"]})
    assert unmet(query, {"one": [shown]}) == ""


def changed(**more):
    return {"credentials": [{**asking()["credentials"][0], **more}]}


@pytest.mark.parametrize(
    "query",
    [
        None,
        [],
        {},
        {"credentials": []},
        {"credentials": {}},
        {"credentials": [3]},
        {"credentials": asking()["credentials"] * 2},
        {"credentials": asking()["credentials"] * 51},
        changed(id=None),
        changed(id=""),
        changed(id="a b"),
        changed(format=3),
        changed(meta=None),
        changed(meta={}),
        changed(meta={"vct_values": []}),
        changed(meta={"vct_values": [3]}),
        changed(format="mso_mdoc"),
        changed(format="ldp_vc", meta={"type_values": ["x"]}),
        changed(claims=[]),
        changed(claims=[{}]),
        changed(claims=[{"path": []}]),
        changed(claims=[{"path": [-1]}]),
        changed(claims=[{"path": [True]}]),
        changed(claims=[{"path": [1.5]}]),
        changed(claims=[{"path": ["a"], "values": []}]),
        changed(claims=[{"path": ["a"], "values": [1.5]}]),
        changed(claims=[{"path": ["a"], "id": "a"}, {"path": ["b"], "id": "a"}]),
        changed(claims=[{"path": ["a"]}], claim_sets=[["a"]]),
        changed(claims=[{"path": ["a"], "id": "a"}], claim_sets=[["b"]]),
        changed(claims=[{"path": ["a"], "id": "a"}], claim_sets=[]),
        changed(claims=[{"path": ["a"], "id": "a"}], claim_sets=[[]]),
        changed(claim_sets=[["a"]]),
        changed(multiple="yes"),
        changed(require_cryptographic_holder_binding=1),
        changed(trusted_authorities=[]),
        changed(trusted_authorities=[{"type": "aki"}]),
        asking(sets=[{}]),
        asking(sets=[{"options": []}]),
        asking(sets=[{"options": [["none"]]}]),
        asking(sets=[{"options": [["one"]], "required": 1}]),
    ],
)
def test_a_query_that_breaks_a_rule_names_its_place(query):
    with pytest.raises(Problem) as caught:
        parse_query(query)
    assert caught.value.code == "dcql-invalid"
    assert caught.value.place


def test_another_format_is_read_with_any_meta():
    assert parse_query(changed(format="other", meta={})).credentials[0].types is None


@given(VALUES)
def test_no_value_breaks_the_parser(value):
    for query in (value, {"credentials": value}, {"credentials": [value]}, changed(claims=value)):
        try:
            parse_query(query)
        except Problem as problem:
            assert problem.code == "dcql-invalid"


PATHS = st.lists(st.sampled_from(["a", "b", 0, 1, None]), min_size=1, max_size=4)
TREES = st.recursive(
    st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=10,
)


@given(TREES, PATHS)
def test_what_a_path_selects_is_where_it_says(tree, path):
    for place, value in select(tree, tuple(path)):
        found = tree
        for part in place:
            found = found[part]
        assert found is value
        assert all(wanted in (None, part) for wanted, part in zip(path, place, strict=True))
