"""The journey of a worker, page by page, as a browser without script sees it."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from draaischijf.passport import Status, fold
from draaischijf.passport.document import from_document
from draaischijf.site.accounts.roles import Role
from draaischijf.site.accounts.services import actor_of, register
from draaischijf.site.employer.models import Invitation, Vacancy
from draaischijf.site.jobs.runner import work_once
from draaischijf.site.matches.models import PersonEntry
from draaischijf.site.passports.services import open_own, own
from draaischijf.site.worker.models import Intake
from draaischijf.site.worker.services import limits_of, wishes_of
from tests.site.people import CV, PASSWORD, browser_of


@pytest.fixture
def new(db):
    return actor_of(register("noor@voorbeeld.nl", PASSWORD, Role.WORKER, name="Noor Verzonnen"))


def _read(client, actor):
    answer = client.post(reverse("worker:cv"), {"text": CV})
    assert answer.status_code == 302
    return answer["Location"]


def test_nothing_counts_before_the_person_says_so(new):
    client = browser_of(new)
    page = client.get(_read(client, new)).content.decode()
    assert "heftruck rijden" in page
    claims = open_own(new).passport.claims
    assert claims
    assert not any(one.counts for one in claims)
    assert "waar je achter staat" not in client.get(reverse("worker:passport")).content.decode()


def test_confirm_correct_reject_add_and_later(new):
    client = browser_of(new)
    place = _read(client, new)
    named = [one for one in open_own(new).passport.claims if not one.inferred_from]
    right, better, wrong = named[:3]
    level = 4 if better.level != 4 else 3
    data = {f"choice-{right.id}": "yes", f"level-{right.id}": right.level or 2, f"choice-{better.id}": "yes"}
    data |= {f"level-{better.id}": level, f"choice-{wrong.id}": "no", "do": "save"}
    assert client.post(place, data).status_code == 302
    by_id = {one.id: one for one in open_own(new).passport.claims}
    assert by_id[right.id].status in (Status.CONFIRMED, Status.CORRECTED)
    assert (by_id[better.id].status, by_id[better.id].level) == (Status.CORRECTED, level)
    assert by_id[wrong.id].status is Status.REJECTED
    found = client.post(place, {"do": "search", "sought": "koken"}).content.decode()
    uri = re.search(r'value="add:([^"]+)"', found)[1]
    assert client.post(place, {"do": f"add:{uri}"}).status_code == 200
    assert any(one.uri == uri and one.counts for one in open_own(new).passport.claims)
    client.post(place, {"do": "done"})
    assert not Intake.objects.exists()
    assert any(one.status is Status.PROPOSED for one in open_own(new).passport.claims)
    assert client.get(reverse("worker:proposals")).status_code == 200


def test_throwing_a_text_away_takes_its_proposals_along(new):
    client = browser_of(new)
    client.post(_read(client, new), {"do": "discard"})
    assert not Intake.objects.exists()
    assert not any(one.status is Status.PROPOSED for one in open_own(new).passport.claims)
    page = client.get(_read(client, new)).content.decode()
    assert "heftruck rijden" in page


def test_a_text_stays_a_week_at_most(new):
    from datetime import timedelta

    from django.utils import timezone

    from draaischijf.site.jobs.registry import tidy

    _read(browser_of(new), new)
    tidy()
    assert Intake.objects.count() == 1
    Intake.objects.update(created=timezone.now() - timedelta(days=8))
    tidy()
    assert not Intake.objects.exists()


def test_a_file_is_read_as_a_job(new, shared_sample):
    client = browser_of(new)
    file = SimpleUploadedFile("cv.docx", shared_sample("cv-automonteur.docx"))
    answer = client.post(reverse("worker:cv"), {"file": file})
    assert client.get(answer["Location"]).status_code == 200
    assert work_once()
    done = client.get(answer["Location"])
    assert done.status_code == 302
    assert client.get(done["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cv.exe", b"MZ", "Dit soort bestand"),
        ("cv.pdf", b"", "leeg"),
        ("", b"", "Kies een bestand of plak"),
    ],
)
def test_what_cannot_be_read_is_said_at_once(new, name, content, says):
    data = {"file": SimpleUploadedFile(name, content)} if name else {"text": "  "}
    answer = browser_of(new).post(reverse("worker:cv"), data)
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_a_damaged_file_fails_as_a_job_with_a_way_out(new):
    client = browser_of(new)
    place = client.post(reverse("worker:cv"), {"file": SimpleUploadedFile("cv.pdf", b"%PDF-1.4 broken")})["Location"]
    work_once()
    page = client.get(place).content.decode()
    assert "Probeer opnieuw" in page
    assert client.post(place + "/opnieuw").status_code == 302
    assert work_once()


def test_a_skill_by_hand_with_proof_and_use(new):
    client = browser_of(new)
    page = client.get(reverse("worker:add"), {"q": "heftruck rijden"}).content.decode()
    uri = re.search(r'name="uri" value="([^"]+)"', page)[1]
    place = client.post(reverse("worker:add"), {"uri": uri, "level": "3"})["Location"]
    assert client.post(place, {"do": "level", "level": "4"}).status_code == 302
    assert (
        client.post(place, {"do": "use", "kind": "hobby", "context": "club", "ended": "2020-01-01"}).status_code == 302
    )
    proof = {"do": "evidence", "kind": "certificate", "title": "Heftruckcertificaat", "issued": "2019-05-01"}
    assert client.post(place, proof).status_code == 302
    [claim] = open_own(new).passport.counting
    assert (claim.level, len(claim.evidence), len(claim.uses)) == (4, 1, 1)
    page = client.get(place).content.decode()
    assert "Heftruckcertificaat" in page
    for wrong in ({"do": "level", "level": "9"}, {"do": "use", "kind": "work"}, {"do": "evidence", "kind": "x"}):
        assert client.post(place, wrong).status_code == 400
    for future in ({"do": "use", "kind": "hobby", "ended": "2999-01-01"}, {**proof, "issued": "2999-01-01"}):
        assert client.post(place, future).status_code == 400
    assert client.post(place, {"do": "take-back"}).status_code == 302
    assert not open_own(new).passport.counting
    number = len(open_own(new).events)
    assert client.post(reverse("worker:past"), {"undo": number}).status_code == 302
    assert open_own(new).passport.counting
    for wrong in ("1", "999", "x"):
        assert client.post(reverse("worker:past"), {"undo": wrong}).status_code == 400


def test_export_is_the_whole_history(cast):
    client, mine = browser_of(cast.worker), open_own(cast.worker)
    whole = client.get(reverse("worker:export", args=["geheel"])).content
    events = from_document(whole)
    assert events == mine.events
    assert fold(mine.passport.id, events) == mine.passport


def test_a_passport_goes_along_in_every_form(cast):
    client = browser_of(cast.worker)
    assert "Europass" in client.get(reverse("worker:exports")).content.decode()
    assert client.get(reverse("worker:export", args=["pdf"])).content.startswith(b"%PDF")
    europass = client.get(reverse("worker:export", args=["europass"]))
    assert "attachment" in europass["Content-Disposition"]
    assert "Samira" in json.dumps(europass.json())
    assert client.get(reverse("worker:export", args=["json-resume"])).json()["basics"]["name"] == "Samira Verzonnen"
    assert client.get(reverse("worker:export", args=["tablet"])).status_code == 404


def test_forgetting_leaves_nothing_of_a_person(cast):
    client = browser_of(cast.worker)
    assert client.post(reverse("worker:forget"), {}).status_code == 400
    assert own(cast.worker) is not None
    assert client.post(reverse("worker:forget"), {"sure": "on"}).status_code == 302
    assert own(cast.worker) is None
    assert not Intake.objects.filter(user_id=cast.worker.me).exists()
    assert not Invitation.objects.filter(person=cast.key).exists()
    assert PersonEntry.objects.get(key=cast.key).record is None
    people = browser_of(cast.employer).get(reverse("employer:people", args=[cast.vacancy.id]))
    assert people.context["candidates"] == []


def test_matches_and_limits(cast):
    client = browser_of(cast.worker)
    page = client.get(reverse("worker:matches"))
    offered = page.context["offered"]
    assert {one.vacancy.id for one in offered} == {cast.vacancy.id, cast.other_vacancy.id}
    assert offered[0].one.match.fit == sum(part.contribution for part in offered[0].one.match.parts) > 0
    Vacancy.objects.filter(pk=cast.vacancy.id).update(title="Magazijn één")
    limits = {"hours_low": 40, "hours_high": 40, "hours_hard": "on", "region": ""}
    assert client.post(reverse("worker:matches"), limits).status_code == 302
    page = client.get(reverse("worker:matches"))
    assert page.context["offered"] == []
    assert len(page.context["aside"]) == 2
    assert [wish.limit for wish in wishes_of(limits_of(cast.worker))] == [True]
    bad = client.post(reverse("worker:matches"), {"hours_low": 40, "hours_high": 20})
    assert bad.status_code == 400
    detail = client.get(reverse("worker:match", args=[cast.vacancy.id]))
    reasons = detail.context["one"].reasons
    assert sum(one.contribution for one in reasons) == detail.context["one"].match.fit
    assert [one.before for one in reasons][1] == reasons[0].contribution


def test_a_worker_without_a_passport_sees_where_to_begin(new):
    client = browser_of(new)
    assert "nog leeg" in client.get(reverse("worker:passport")).content.decode()
    assert client.get(reverse("worker:matches")).context["has_profile"] is False


@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_shares_what_the_person_chose_and_no_more(cast, yes):
    client = browser_of(cast.worker)
    [invitation] = Invitation.objects.filter(person=cast.key)
    place = reverse("worker:invitation", args=[invitation.id])
    assert client.post(place, {}).status_code == 400
    data = {"yes": "yes" if yes else "no", "share": ["name"], "reply": "Graag."}
    assert client.post(place, data).status_code == 302
    invitation.refresh_from_db()
    assert invitation.shared_name == ("Samira Verzonnen" if yes else "")
    assert invitation.shared_email == ""
    page = (
        browser_of(cast.employer).get(reverse("employer:person", args=[cast.vacancy.id, cast.code()])).content.decode()
    )
    assert ("Samira Verzonnen" in page) is yes
    assert "samira@" not in page
    consents = open_own(cast.worker).passport.consents
    assert len(consents) == (2 if yes else 1)
    client.post(place, {"yes": "no"})
    invitation.refresh_from_db()
    assert invitation.answer == ("accepted" if yes else "declined")


def test_consent_is_given_shown_and_withdrawn(cast):
    client, place = browser_of(cast.other_worker), reverse("worker:consents")
    assert client.post(place, {"do": "give", "who": "nobody", "months": 3}).status_code == 400
    assert client.post(place, {"do": "give", "who": "employers", "months": 3}).status_code == 302
    page = client.get(place)
    assert [one.holds for one in page.context["consents"]] == [True]
    given = page.context["consents"][0].id
    assert client.post(place, {"do": f"withdraw:{given}"}).status_code == 302
    assert client.post(place, {"do": f"withdraw:{given}"}).status_code == 404
    assert [one.holds for one in client.get(place).context["consents"]] == [False]


def test_who_looked_is_shown(cast):
    address = reverse("employer:person", args=[cast.vacancy.id, cast.code()])
    employer = browser_of(cast.employer)
    assert employer.get(address).status_code == 200
    assert employer.get(address).status_code == 200
    looks = browser_of(cast.worker).get(reverse("worker:consents")).context["looks"]
    assert [one.organisation for one in looks] == ["Een (verzonnen)"] * 2
    assert len(open_own(cast.worker).passport.looks) == 1
    assert "Een (verzonnen)" in browser_of(cast.worker).get(reverse("worker:past")).content.decode()
