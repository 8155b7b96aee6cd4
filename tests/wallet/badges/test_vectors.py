"""The Open Badges 3.0 samples of 1EdTech: the good verify, the broken are refused for the right reason."""

from __future__ import annotations

import pytest

from draaischijf.wallet.verify import read_credentials, verify
from tests.wallet.badges.makers import question
from tools.wallet_vectors.open_badges import EXPECTED, LIST, PLACES

pytestmark = pytest.mark.needs("shared")


@pytest.fixture
def samples(shared):
    return shared / "vectors/open-badges-3.0"


@pytest.mark.parametrize("name", EXPECTED)
def test_each_sample_comes_out_as_it_must(samples, name):
    accepted, axis, code = EXPECTED[name]
    lists = {LIST: (samples / "bit-string-list/testlist").read_bytes()}
    data = (samples / name).read_bytes()
    found = verify(data, question(status_lists=lists))
    assert (found.accepted(), found.axes[axis].code) == (accepted, code)
    assert PLACES.get(name, "") in found.axes["signature"].reason
    assert not found.accepted(["issuer"])
    assert read_credentials(data)[0].format == found.format


def test_no_sample_is_left_out(samples):
    assert {str(path.relative_to(samples)) for path in samples.rglob("*") if path.is_file()} == set(EXPECTED)


def test_alignments_and_endorsements_are_kept(samples):
    found = verify((samples / "complete.json").read_bytes(), question())
    (claim,) = found.claims
    assert [one["kind"] for one in claim["alignments"]] == ["CFItem", "CTDL"]
    assert {one["comment"] for one in claim["endorsements"]} == {"1EdTech University is in good standing"}
    assert claim["not_checked"] == [
        "credentialSchema: 1EdTechJsonSchemaValidator2019",
        "refreshService: 1EdTechCredentialRefresh",
    ]
