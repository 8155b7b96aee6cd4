"""Sample data to try the site with: invented people, organisations and vacancies, from the sample documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple

from django.db import transaction

from draaischijf.passport import Status
from draaischijf.reading import read_file
from draaischijf.site.accounts.models import User
from draaischijf.site.accounts.roles import Actor, Role, Wall
from draaischijf.site.accounts.services import actor_of, organisation_called, register
from draaischijf.site.employer.models import Status as Standing
from draaischijf.site.employer.services import invite, new_vacancy, save
from draaischijf.site.frame.engine import language, today
from draaischijf.site.matches.services import Said, give
from draaischijf.site.passports.services import key_of, open_own
from draaischijf.site.worker.services import done_with, settle, take_in

PASSWORD: Final = "proberen-mag-altijd"  # noqa: S105 - printed on purpose; these accounts hold invented data only
NOTICE: Final = "Voorbeeld: werkgevers mogen mij vinden, zonder mijn naam."
ROOT: Final = Path(__file__).resolve().parents[1]
FOLDERS: Final = (ROOT / "samples", ROOT.parents[1] / "samples")


class Person(NamedTuple):
    """An invented worker: account, name, sample CV."""

    email: str
    name: str
    file: str


class Work(NamedTuple):
    """An invented vacancy: organisation, sample vacancy, region."""

    organisation: str
    file: str
    region: str


PEOPLE: Final = (
    Person("samir@voorbeeld.nl", "Samir Verzonnen", "cv-automonteur.docx"),
    Person("petra@voorbeeld.nl", "Petra Verzonnen", "cv-mantelzorger.txt"),
    Person("joost@voorbeeld.nl", "Joost Verzonnen", "cv-teamleider-bagage.pdf"),
    Person("lotte@voorbeeld.nl", "Lotte Verzonnen", "cv-secretaresse.docx"),
    Person("emre@voorbeeld.nl", "Emre Verzonnen", "cv-schoolverlater.txt"),
    Person("wim@voorbeeld.nl", "Wim Verzonnen", "cv-systeemontwerper.pdf"),
)
WORKS: Final = (
    Work("Zonnedak (verzonnen)", "vacature-zonnepaneelinstallateur.docx", "Utrecht"),
    Work("Zonnedak (verzonnen)", "vacature-office-manager.docx", "Utrecht"),
    Work("Logistiek Zuid (verzonnen)", "vacature-orderpicker.txt", "Tilburg"),
    Work("Logistiek Zuid (verzonnen)", "vacature-voorman-warehouse.pdf", "Tilburg"),
    Work("Zorg in de Buurt (verzonnen)", "vacature-woonhulp.txt", "Amersfoort"),
)
EMPLOYERS: Final = (
    ("zonnedak@voorbeeld.nl", "Zonnedak (verzonnen)"),
    ("logistiek@voorbeeld.nl", "Logistiek Zuid (verzonnen)"),
    ("zorg@voorbeeld.nl", "Zorg in de Buurt (verzonnen)"),
)
NEWCOMER: Final = "nieuw@voorbeeld.nl"


def fill() -> bool:
    """Make the sample data, once; tell whether it was made now."""
    if User.objects.filter(email=PEOPLE[0].email).exists():
        return False
    folder = next(one for one in FOLDERS if one.is_dir())
    with transaction.atomic():
        walls = {name: Wall(organisation_called(name), name) for _, name in EMPLOYERS}
        staff = {name: actor_of(register(email, PASSWORD, Role.EMPLOYER, walls[name].id)) for email, name in EMPLOYERS}
        for one in WORKS:
            _vacancy(one, walls[one.organisation], staff[one.organisation], folder)
        workers = [_worker(one, folder) for one in PEOPLE]
        register(NEWCOMER, PASSWORD, Role.WORKER, name="Noor Verzonnen")
        _invite(staff["Zonnedak (verzonnen)"], workers[0])
    return True


def _vacancy(one: Work, wall: Wall, actor: Actor, folder: Path) -> None:
    vacancy = new_vacancy(actor, wall, read_file(folder / one.file, language()), one.file)
    vacancy.region = one.region
    save(actor, vacancy, Standing.OPEN)


def _worker(one: Person, folder: Path) -> Actor:
    actor = actor_of(register(one.email, PASSWORD, Role.WORKER, name=one.name))
    intake = take_in(actor, read_file(folder / one.file, language()), one.file)
    own = open_own(actor)
    named = [claim.id for claim in own.passport.claims if claim.status is Status.PROPOSED and not claim.inferred_from]
    settle(own, dict.fromkeys(named, "yes"), {})
    give(actor, None, today() + timedelta(days=180), Said("Gevonden worden voor werk", NOTICE))
    done_with(actor, intake)
    return actor


def _invite(actor: Actor, worker: Actor) -> None:
    from draaischijf.site.employer.services import vacancies_of

    vacancy = vacancies_of(actor).filter(title__icontains="zonnepan").first() or vacancies_of(actor).first()
    key = key_of(worker)
    if vacancy is not None and key is not None:
        message = "U kunt veel van wat wij zoeken. Heeft u zin om een keer mee het dak op te gaan?"
        invite(actor, vacancy, key, message)


def sign_ins() -> Sequence[tuple[str, str]]:
    """Return the addresses to sign in with, and what each is for."""
    return (
        (PEOPLE[0].email, "werknemer met een paspoort en een uitnodiging"),
        (NEWCOMER, "werknemer zonder paspoort"),
        (EMPLOYERS[0][0], "werkgever Zonnedak"),
        (EMPLOYERS[1][0], "werkgever Logistiek Zuid"),
    )
