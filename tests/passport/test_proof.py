import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.passport import MILLION, is_hard, load_defaults, proof, table_of_proof
from draaischijf.terms import Evidence, EvidenceKind

pieces = st.lists(
    st.builds(Evidence, kind=st.sampled_from(EvidenceKind), context=st.sampled_from(["", "depot 3", "club", "school"])),
    max_size=6,
)


def item(kind, context=""):
    return Evidence(EvidenceKind(kind), context)


def test_nothing_shows_nothing():
    assert proof([]) == 0


def test_independent_pieces_combine():
    assert proof([item("work-experience", "depot 3"), item("observation", "club")]) == 760_000  # 1 - .4 * .6


def test_repetition_in_one_context_counts_less():
    seen = item("observation", "depot 3")
    twice, elsewhere = proof([seen, seen]), proof([seen, item("observation", "club")])
    assert twice == 520_000  # 1 - .6 * .8
    assert elsewhere == 640_000  # 1 - .6 * .6


def test_pieces_without_a_label_are_one_context_per_kind():
    assert proof([item("observation")] * 2) == 520_000
    assert proof([item("observation"), item("work-experience")]) == 760_000


def test_ones_own_word_counts_once_however_often():
    assert proof([item("self-report", f"place {i}") for i in range(100)]) < 350_000


@given(pieces, pieces, st.randoms())
def test_more_proof_never_lowers_and_order_has_no_meaning(some, more, random):
    shuffled = some + more
    random.shuffle(shuffled)
    assert proof(shuffled) == proof(some + more)
    assert 0 <= proof(some) <= proof(shuffled) < MILLION


def test_the_table_covers_every_kind_and_says_why():
    table = table_of_proof()
    assert {row.kind for row in table} == set(EvidenceKind)
    assert [row.hardness for row in table] == sorted((row.hardness for row in table), key="hard semi-hard soft".find)
    assert all(row.reason and row.vouched_by and row.checked and row.source for row in table)
    hard = [row.kind.value for row in table if row.hardness == "hard"]
    assert hard == ["diploma", "registration", "certificate", "evc", "microcredential"]


@pytest.mark.parametrize(("kind", "hard"), [("diploma", True), ("work-experience", False), ("self-report", False)])
def test_hard_evidence(kind, hard):
    assert is_hard([item("self-report"), item(kind)]) is hard


def test_every_number_names_its_source():
    defaults = load_defaults()
    assert len(defaults.sources) == 4 + 1 + 1 + 4 + 4 + 1 + 1 + len(EvidenceKind) + 4 + 6 + 2 + 18
    assert all(defaults.sources.values())
