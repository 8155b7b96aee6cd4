"""When a release retires or splits a concept, the person says what the claim becomes."""

from __future__ import annotations

from types import SimpleNamespace

from draaischijf.passport import ClaimKind, Desk
from draaischijf.passport import events as e
from draaischijf.passport.renewal import renew, renewals
from tests.passport.people import HERE, claim

NEW = SimpleNamespace(
    release="nieuw",
    manifest={"replaced": {"old": ["new"], "split": ["new", "other"], "gone": []}},
    concepts=SimpleNamespace(kinds=["skill", "knowledge"]),
    id_of={"new": 0, "other": 1, "same": 1}.get,
)


def test_only_what_has_one_successor_is_renewed_and_only_by_the_person():
    desk = Desk("p", [HERE.does(e.Opened())], HERE)
    ids = {uri: desk.add(claim(uri, level=3)) for uri in ("old", "split", "gone", "same")}
    desk.propose(claim("unconfirmed"))
    found = renewals(desk.passport, NEW)
    assert {one.claim.id: one.successors for one in found} == {
        ids["old"]: ("new",),
        ids["split"]: ("new", "other"),
        ids["gone"]: (),
    }
    assert renew(desk, found, NEW) == [ids["old"]]
    renewed = desk.passport.claim(ids["old"])
    assert (renewed.uri, renewed.release, renewed.level, renewed.kind) == ("new", "nieuw", 3, ClaimKind.SKILL)
    assert desk.passport.claim(ids["split"]).uri == "split"
    assert len(renewals(desk.passport, NEW)) == 2
