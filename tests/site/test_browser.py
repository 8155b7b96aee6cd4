"""Both journeys in a real browser: with and without script, on phone and desktop, by keyboard alone; axe on every page.

`SCREENSHOTS=docs/images` makes the pictures of the documentation anew.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from django.urls import reverse

from draaischijf.site.employer.models import Invitation
from draaischijf.site.frame.engine import read_text
from draaischijf.site.jobs.runner import work
from draaischijf.site.jobs.services import begin
from draaischijf.site.passports.services import open_own
from draaischijf.site.worker.services import intakes, take_in
from tests.site.browser import TAGS, Visitor, chromium
from tests.site.people import CV, PASSWORD, VACANCY, cast_of, employer

ROOT = Path(__file__).resolve().parents[2]
PICTURES = os.environ.get("SCREENSHOTS", "")
pytestmark = [pytest.mark.slow, pytest.mark.needs("browser"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread; no one awaits here
    with chromium() as opened:
        yield opened
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(transactional_db, live_server):
    """The site with its jobs done, on the loopback interface."""
    stop = threading.Event()

    def run():
        work(stop, pause=0.05)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    yield live_server.url
    stop.set()
    thread.join()


def picture(visitor, name):
    """Keep a picture for the documentation, small."""
    if not PICTURES:
        return
    from io import BytesIO

    from PIL import Image

    taken = Image.open(BytesIO(visitor.page.screenshot()))
    small = taken.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
    small.save(ROOT / PICTURES / f"site-{name}.png", optimize=True)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_worker_and_an_employer_meet(browser, site, size, script):
    employer("eva@een.nl", "Zonnedak (verzonnen)")
    worker = Visitor(browser, site, size, script)
    staff = Visitor(browser, site, size, script)
    _makes_a_passport(worker)
    _opens_a_vacancy(staff)
    _lets_herself_be_found(worker)
    _invites(staff)
    _answers(worker)
    _decides(staff)
    worker.choose("Wie mag kijken")
    worker.says("Zonnedak (verzonnen)")
    worker.leave()
    staff.leave()


def _makes_a_passport(worker):
    worker.open("/")
    worker.press("Maak je paspoort", "link")
    worker.page.fill("#id_email", "noor@voorbeeld.nl")
    worker.page.fill("#id_name", "Noor Verzonnen")
    worker.page.fill("#id_password", PASSWORD)
    worker.press("Account maken")
    worker.says("Je paspoort is nog leeg")
    worker.press("Laat een cv lezen", "link")
    worker.page.set_input_files("#id_file", ROOT / "samples" / "cv-automonteur.docx")
    worker.press("Lees het")
    while not worker.script and "/taken/" in worker.page.url:
        worker.press("Kijk opnieuw", "link")
    worker.says("In je tekst")
    assert worker.page.locator("mark").count() > 5
    wrong = worker.page.locator("fieldset.finding").first
    wrong.get_by_label("Klopt niet").check()
    worker.page.fill("#sought", "koken voor een groep")
    worker.press("Zoek")
    worker.press("Voeg toe")
    worker.press("Bewaar en ga naar mijn paspoort")
    worker.says("vaardigheden waar je achter staat")
    assert worker.fits()


def _opens_a_vacancy(staff):
    staff.sign_in("eva@een.nl")
    staff.press("Nieuwe vacature", "link")
    text = (ROOT / "samples" / "vacature-orderpicker.txt").read_text("utf-8")
    staff.page.fill("#id_text", VACANCY + text)
    staff.press("Lees de vacature")
    staff.says("om naar te kijken")
    staff.page.locator("input[type=checkbox]").first.uncheck()
    staff.press("Zet de vacature open en kijk wie past")
    staff.says("Er is nog niemand te vinden")


def _lets_herself_be_found(worker):
    worker.choose("Werk dat past")
    worker.press("Magazijnmedewerker", "link")
    worker.says("Elke regel is een deel van de score")
    worker.choose("Wie mag kijken")
    worker.page.get_by_label("1 maand").check()
    worker.press("Ik ga akkoord: ze mogen me vinden")
    worker.says("Je kunt dit altijd terugdraaien")


def _invites(staff):
    staff.page.reload()
    assert "Noor" not in staff.page.content()
    staff.press("Kandidaat", "link")
    staff.says("Samen zijn ze precies")
    assert "Noor" not in staff.page.content()
    assert staff.fits()
    staff.page.fill("#id_message", "Kom je een keer langs?")
    staff.press("Uitnodigen")
    staff.says("Je uitnodiging is verstuurd")


def _answers(worker):
    worker.choose("Uitnodigingen")
    worker.press("Magazijnmedewerker", "link")
    worker.says("Kom je een keer langs?")
    worker.page.get_by_label("Ja, ik wil kennismaken").check()
    worker.page.get_by_label("mijn naam").check()
    worker.press("Verstuur je antwoord")
    worker.says("je zei ja")


def _decides(staff):
    staff.page.reload()
    staff.says("Noor Verzonnen")
    assert "noor@" not in staff.page.content()
    staff.page.locator("summary").click()
    staff.page.get_by_label("We praten verder").check()
    staff.page.fill("#id_reason", "Ze heeft het eerder gedaan.")
    staff.press("Leg het vast")
    staff.says("Ze heeft het eerder gedaan.")


def test_a_worker_by_keyboard_alone(browser, site):
    cast_of()
    worker = Visitor(browser, site)
    keys = worker.page.keyboard
    worker.open("/inloggen")
    keys.press("Tab")
    assert worker.page.evaluate("document.activeElement.className") == "utrecht-skip-link"
    assert worker.page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    keys.press("Enter")
    worker.tab_to("#id_email")
    keys.type("otto@voorbeeld.nl")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    worker.says("waar je achter staat")
    worker.tab_to("a[href='/mijn/paspoort/cv']")
    keys.press("Enter")
    worker.says("Laat ons je cv lezen")
    worker.tab_to("#id_text")
    assert worker.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    keys.insert_text("Ik kookte drie jaar voor een groep en gaf les in zwemmen.")
    worker.tab_to("main form button")
    keys.press("Enter")
    worker.says("Klopt dit?")
    worker.tab_to("input[type=radio]")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    worker.tab_to("button[value=done]")
    keys.press("Enter")
    worker.says("Je paspoort is bijgewerkt")
    worker.tab_to("a[href='/mijn/toestemming']")
    keys.press("Enter")
    worker.says("Laat je vinden")
    worker.tab_to("#id_who")
    keys.press("ArrowDown")
    worker.tab_to("button[value=give]")
    keys.press("Enter")
    worker.says("Je kunt dit altijd terugdraaien")
    worker.leave()


def test_an_employer_by_keyboard_alone(browser, site):
    cast_of()
    staff = Visitor(browser, site)
    keys = staff.page.keyboard
    staff.open("/inloggen")
    staff.tab_to("#id_email")
    keys.type("eva@een.nl")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    staff.says("Vacatures van")
    staff.tab_to("a[href$='/mensen']")
    keys.press("Enter")
    staff.says("willen door jullie" if staff.page.get_by_text("willen door jullie").count() else "wil door jullie")
    staff.tab_to("main ol a")
    keys.press("Enter")
    staff.says("Waarom")
    staff.tab_to("summary")
    keys.press("Enter")
    staff.tab_to("input[name=outcome]")
    keys.press("Space")
    staff.tab_to("#id_reason")
    keys.type("Eerst bellen.")
    staff.tab_to("button[value=decide]")
    keys.press("Enter")
    staff.says("Vastgelegd, met je reden.")
    staff.leave()


@pytest.fixture
def pages(transactional_db):
    """Every page, by who may see it."""
    cast = cast_of()
    own = open_own(cast.worker)
    intake = intakes(cast.worker)[0].id
    take_in(cast.worker, read_text(CV.replace("heftruck rijden", "koken voor een groep")), "tekst")
    [invitation] = Invitation.objects.all()
    job = begin(cast.worker, "read-cv", {}, [])
    uri = own.passport.counting[0].uri
    person = reverse("employer:person", args=[cast.vacancy.id, cast.code()])
    return {
        "": [
            "/",
            "/inloggen",
            "/account-maken",
            "/taal/",
            "/taal/?q=heftruck",
            "/taal/?q=xqzv",
            f"/taal/begrip?uri={uri}",
        ],
        "samira@voorbeeld.nl": [
            *(f"/mijn/{one}" for one in ("paspoort", "paspoort/cv", "paspoort/gevonden", "paspoort/meenemen")),
            *(f"/mijn/{one}" for one in ("paspoort/toevoegen?q=koken", "paspoort/geschiedenis", "paspoort/wissen")),
            *(f"/mijn/{one}" for one in ("werk", f"werk/{cast.vacancy.id}", "uitnodigingen", "toestemming")),
            f"/mijn/uitnodigingen/{invitation.id}",
            f"/mijn/paspoort/tekst/{intake}",
            f"/mijn/paspoort/tekst/{intakes(cast.worker)[0].id}",
            f"/mijn/paspoort/vaardigheid/{own.passport.counting[0].id}",
            f"/taken/{job}",
            "/account",
            "/account/sleutels/nieuw",
            "/werkgever/",
            "/bestaat-niet",
        ],
        "otto@voorbeeld.nl": ["/mijn/uitnodigingen", "/mijn/toestemming"],
        "eva@een.nl": [
            *("/werkgever/", "/werkgever/nieuw"),
            *(f"/werkgever/vacature/{cast.vacancy.id}{end}" for end in ("", "/tekst", "/mensen")),
            person,
        ],
    }


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_axe_finds_nothing_on_any_page(browser, site, pages, size):
    axe, found = Axe(), {}
    for email, paths in pages.items():
        visitor = Visitor(browser, site, size)
        if email:
            visitor.sign_in(email)
        for path in paths:
            visitor.open(path)
            for details in visitor.page.locator("summary").all():
                details.click()
            answer = axe.run(visitor.page, options={"runOnly": {"type": "tag", "values": TAGS}})
            said = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in answer.response["violations"]]
            if not visitor.fits():
                said.append("sticks out at the side")
            if said:
                found[path] = said
        visitor.complaints = [one for one in visitor.complaints if "404" not in one and "403" not in one]
        visitor.leave()
    assert found == {}


def test_axe_finds_nothing_where_a_form_is_wrong(browser, site, pages):
    axe, found = Axe(), {}
    visitor = Visitor(browser, site)
    for path, button in (("/inloggen", "Inloggen"), ("/account-maken", "Account maken"), ("/", "Lees deze tekst")):
        visitor.open(path)
        visitor.press(button)
        visitor.says("Er klopt nog iets niet")
        visitor.page.wait_for_function("document.activeElement.classList.contains('utrecht-alert')")
        answer = axe.run(visitor.page, options={"runOnly": {"type": "tag", "values": TAGS}})
        found[path] = [one["id"] for one in answer.response["violations"]]
    assert not any(found.values())
    visitor.context.close()


def test_axe_itself_sees_what_is_wrong(browser, site):
    visitor = Visitor(browser, site)
    visitor.open("/")
    visitor.page.evaluate("document.querySelector('#id_text').insertAdjacentHTML('afterend', '<input><img src=x>')")
    answer = Axe().run(visitor.page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert {one["id"] for one in answer.response["violations"]} >= {"label", "image-alt"}
    visitor.context.close()


def test_pictures_of_the_documentation(browser, site):
    from draaischijf.site.sample import PASSWORD as SAMPLE
    from draaischijf.site.sample import fill

    fill()
    for email, paths in {
        "": {"start": "/"},
        "samir@voorbeeld.nl": {"passport": "/mijn/paspoort", "matches": "/mijn/werk", "consents": "/mijn/toestemming"},
        "zonnedak@voorbeeld.nl": {"vacancies": "/werkgever/"},
    }.items():
        visitor = Visitor(browser, site)
        if email:
            visitor.open("/inloggen")
            visitor.page.fill("#id_email", email)
            visitor.page.fill("#id_password", SAMPLE)
            visitor.press("Inloggen")
        for name, path in paths.items():
            visitor.open(path)
            assert visitor.page.locator("h1").count() == 1
            picture(visitor, name)
        if email == "samir@voorbeeld.nl":
            visitor.open("/mijn/werk")
            visitor.press("Zonnepaneelinstallateur", "link")
            picture(visitor, "reasons")
        if email == "zonnedak@voorbeeld.nl":
            visitor.press("Mensen die erbij passen", "link")
            picture(visitor, "people")
        visitor.leave()
    phone = Visitor(browser, site, "phone")
    phone.open("/")
    picture(phone, "start-phone")
    phone.leave()
