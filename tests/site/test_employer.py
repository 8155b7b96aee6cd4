"""The journey of an employer, page by page, as a browser without script sees it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from draaischijf.site.employer.models import Decision, Invitation, Vacancy
from draaischijf.site.employer.reading import work_of
from draaischijf.site.employer.services import wall_of
from draaischijf.site.jobs.runner import work_once
from draaischijf.site.matches.models import WorkEntry
from draaischijf.site.matches.services import people_for
from draaischijf.site.passports.services import open_own
from tests.site.people import VACANCY, browser_of, worker

ABOUT = {"title": "Magazijn", "hours_low": 20, "hours_high": 32, "region": "Utrecht", "learning_hours": 80}


def test_a_pasted_vacancy_is_read_corrected_and_opened(cast):
    client = browser_of(cast.employer)
    place = client.post(reverse("employer:new"), {"text": VACANCY})["Location"]
    page = client.get(place)
    assert "jonge hond" in page.content.decode()
    assert page.context["concerns"]
    made = Vacancy.objects.order_by("-created").first()
    assert not WorkEntry.objects.filter(vacancy=made.id, record__isnull=False).exists()
    kept = {f"keep-{place_}": "yes" for place_ in range(1, len(made.asked))}
    answer = client.post(place, {**ABOUT, **kept, "importance-1": "wished", "level-1": "3", "do": "publish"})
    assert answer["Location"] == reverse("employer:people", args=[made.id])
    made.refresh_from_db()
    assert made.asked[0]["kept"] is False
    assert (made.asked[1]["importance"], made.asked[1]["level"]) == ("wished", 3)
    work = work_of(made)
    assert made.asked[0]["uri"] not in {skill.uri for task in work.tasks for skill in task.skills}
    assert work.learning_hours == 80
    assert WorkEntry.objects.get(vacancy=made.id).record
    client.post(place, {**ABOUT, **kept, "do": "close"})
    assert WorkEntry.objects.get(vacancy=made.id).record is None


def test_a_skill_is_sought_and_added(cast):
    client, place = browser_of(cast.employer), reverse("employer:read", args=[cast.vacancy.id])
    page = client.post(place, {**ABOUT, "do": "search", "sought": "koken"})
    uri = page.context["found"][0].uri
    client.post(place, {**ABOUT, "do": f"add:{uri}"})
    cast.vacancy.refresh_from_db()
    assert [one for one in cast.vacancy.asked if one["kept"]][-1]["uri"] == uri
    client.post(place, {**ABOUT, "do": "add:http://example.org/geen"})
    cast.vacancy.refresh_from_db()
    assert all("example.org" not in one["uri"] for one in cast.vacancy.asked)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"hours_low": 99}, {"hours_low": 40, "hours_high": 10}, {"learning_hours": 9999}]
)
def test_what_does_not_fit_is_said(cast, wrong):
    place = reverse("employer:read", args=[cast.vacancy.id])
    assert browser_of(cast.employer).post(place, {**ABOUT, **wrong, "do": "save"}).status_code == 400


def test_several_files_are_one_job(cast, shared_sample):
    client = browser_of(cast.employer)
    names = ("vacature-woonhulp.txt", "vacature-orderpicker.txt")
    files = [SimpleUploadedFile(name, shared_sample(name)) for name in names]
    before = Vacancy.objects.count()
    job = client.post(reverse("employer:new"), {"documents": files})["Location"]
    assert work_once()
    assert client.get(client.get(job)["Location"]).status_code == 200
    assert Vacancy.objects.count() == before + 2


@pytest.mark.parametrize("data", [{}, {"text": " "}, {"documents": [SimpleUploadedFile("a.exe", b"x")]}])
def test_nothing_and_wrong_files_are_refused(cast, data):
    assert browser_of(cast.employer).post(reverse("employer:new"), data).status_code == 400


def test_a_new_text_is_read_anew(cast):
    client, place = browser_of(cast.employer), reverse("employer:text", args=[cast.vacancy.id])
    assert client.post(place, {"text": ""}).status_code == 400
    assert client.post(place, {"text": "Kok\n\nJe kookt voor een groep."}).status_code == 302
    cast.vacancy.refresh_from_db()
    assert "kookt" in cast.vacancy.text
    assert all("heftruck" not in one["task"] for one in cast.vacancy.asked)


def test_people_have_no_name_until_they_share_it(cast):
    client = browser_of(cast.employer)
    page = client.get(reverse("employer:people", args=[cast.vacancy.id]))
    [candidate] = page.context["candidates"]
    assert candidate.one.match.person == cast.key
    text = page.content.decode()
    for secret in ("Samira", "samira@", cast.key, open_own(cast.worker).passport.id):
        assert secret not in text
    text = client.get(reverse("employer:person", args=[cast.vacancy.id, cast.code()])).content.decode()
    for secret in ("Samira", "samira@", cast.key, open_own(cast.worker).passport.id, "Verzonnen Logistiek"):
        assert secret not in text


def test_who_has_not_consented_is_not_found(cast):
    page = browser_of(cast.other_employer).get(reverse("employer:people", args=[cast.other_vacancy.id]))
    assert {one.one.match.person for one in page.context["candidates"]} == {cast.key}
    assert page.context["total"] == 1


def test_an_invitation_is_sent_once_and_taken_back(cast):
    _, key = worker("nieuw@voorbeeld.nl")
    from draaischijf.site.matches.services import code_of

    code = code_of(wall_of(cast.employer).id, key)
    client, place = browser_of(cast.employer), reverse("employer:person", args=[cast.vacancy.id, code])
    assert client.post(place, {"do": "invite", "message": ""}).status_code == 400
    assert client.post(place, {"do": "invite", "message": "Kom langs"}).status_code == 302
    assert client.post(place, {"do": "invite", "message": "Nog eens"}).status_code == 400
    assert client.post(place, {"do": "take-back"}).status_code == 302
    assert Invitation.objects.get(person=key).answer == "taken-back"


def test_a_decision_stays_out_of_passport_and_score(cast):
    place = reverse("employer:person", args=[cast.vacancy.id, cast.code()])
    before = people_for(wall_of(cast.employer), work_of(cast.vacancy), 10)
    client = browser_of(cast.employer)
    assert client.get(place).status_code == 200
    history = open_own(cast.worker).events
    assert client.post(place, {"do": "decide", "outcome": "not-now", "reason": ""}).status_code == 400
    assert client.post(place, {"do": "decide", "outcome": "not-now", "reason": "Geen plek meer."}).status_code == 302
    assert Decision.objects.get().reason == "Geen plek meer."
    assert open_own(cast.worker).events == history
    assert people_for(wall_of(cast.employer), work_of(cast.vacancy), 10) == before
    assert "Geen plek meer." in client.get(place).content.decode()
    assert Decision.objects.get().author_id == cast.employer.me
    other = browser_of(cast.other_employer).get(
        reverse("employer:person", args=[cast.other_vacancy.id, cast.code(cast.other_employer)])
    )
    assert "Geen plek meer." not in other.content.decode()


def test_two_organisations_know_one_person_by_different_codes(cast):
    assert cast.code() != cast.code(cast.other_employer)
    assert cast.code() == cast.code()
