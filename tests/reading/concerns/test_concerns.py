"""Concerns per ground, in context, with article, exception, place and other words, and on the development set."""

from __future__ import annotations

import pytest

from benchmarks.concerns import DEVELOPMENT, rows_of, score_of
from draaischijf.reading.concerns import find_concerns, grounds
from draaischijf.reading.result import Finding, Section


def found(text, language="nl", **more):
    return find_concerns(text, language=language, **more)


def named(text, language="nl"):
    return {one.ground for one in found(text, language)}


CONCERNS = [
    ("Wij zoeken een jonge hond.", "age", True, "WGBL"),
    ("Max. 35 jaar.", "age", True, "WGBL art. 1 en 3"),
    ("Je bent tussen de twintig en dertig jaar.", "age", True, "WGBL"),
    ("Je komt in een jong team.", "age", False, "WGBL art. 1, 3 en 7"),
    ("Wij zoeken een junior kandidaat.", "age", False, "WGBL"),
    ("Je hebt maximaal twee jaar ervaring.", "age", False, "WGBL"),
    ("Ben jij een digital native?", "age", False, "WGBL"),
    ("Secretaresse gezocht.", "sex", True, "WGB art. 3"),
    ("Je hebt geen kinderwens.", "sex", True, "AWGB art. 1 lid 2"),
    ("Je bent minimaal 1,80 m lang.", "sex", False, "AWGB"),
    ("Geen transgenders.", "sex", True, "AWGB"),
    ("Blanke kandidaten hebben de voorkeur.", "race", True, "AWGB art. 1 en 5"),
    ("Nederlands is je moedertaal.", "race", False, "AWGB art. 1, 2 en 5"),
    ("Je spreekt accentloos Nederlands.", "race", False, "AWGB"),
    ("Je hebt een representatief voorkomen.", "race", False, "AWGB"),
    ("Je hebt de Nederlandse nationaliteit.", "nationality", True, "AWGB"),
    ("Bij ons werk je zonder hoofddoek.", "religion", True, "AWGB"),
    ("Onze garage zoekt een christelijke monteur.", "religion", True, "AWGB"),
    ("Wij zoeken een overtuigd humanist.", "belief", True, "AWGB"),
    ("Geen PVV-stemmers.", "political-opinion", True, "AWGB"),
    ("Homo's hoeven niet te solliciteren.", "sexual-orientation", True, "AWGB"),
    ("Je bent ongebonden.", "civil-status", True, "AWGB"),
    ("Je hebt geen lichamelijke beperkingen.", "disability", True, "WGBH/CZ"),
    ("Je bent fysiek fit.", "disability", False, "WGBH/CZ"),
    ("Een medische keuring hoort bij de sollicitatieprocedure.", "disability", False, "Wet op de medische keuringen"),
    ("Deze baan is alleen fulltime.", "working-hours", True, "BW 7:648"),
    ("Uitzendkrachten krijgen geen bonus.", "contract-type", True, "BW 7:649"),
]


@pytest.mark.parametrize(("text", "ground", "direct", "law"), CONCERNS, ids=lambda one: str(one)[:40])
def test_every_ground_is_found_with_its_article(text, ground, direct, law):
    hits = [one for one in found(text) if one.ground == ground]
    assert hits, found(text)
    assert hits[0].direct is direct
    assert law in hits[0].law
    assert hits[0].why.endswith(".")
    assert hits[0].rewrite


def test_every_ground_of_the_law_has_a_case():
    assert {ground for _, ground, _, _ in CONCERNS} | {"needless"} == set(grounds())


PAIRS = [
    ("Dit is een junior functie.", "Wij zoeken een junior kandidaat."),
    ("Je werkt met jongeren.", "Jongeren gezocht."),
    ("Wij zijn een jong bedrijf.", "Wij zijn een jong team."),
    ("Je bent minimaal 18 jaar, want je schenkt alcohol.", "Je bent minimaal 25 jaar."),
    ("Nederlands op B2.", "Nederlands als moedertaal."),
    ("Je kunt 20 kilo tillen.", "Je bent gezond."),
    ("Gastvrouw (m/v) gezocht.", "Gastvrouw gezocht."),
    ("Je begeleidt studenten.", "Wij zoeken studenten."),
    ("Vervanging wegens zwangerschapsverlof.", "Je bent niet zwanger."),
    ("Je onderschrijft de christelijke identiteit van onze school.", "Je bent belijdend christen."),
    ("Je bezoekt klanten met de auto: rijbewijs B vereist.", "Kantoorbaan: rijbewijs B vereist."),
    ("Een BIG-registratie en een verpleegkundediploma zijn vereist.", "Een hbo-diploma is vereist."),
    ("Hbo of vergelijkbare ervaring.", "Je hebt een hbo-diploma."),
    ("Parttime is bespreekbaar.", "Parttime is niet bespreekbaar."),
    ("Bij gelijke geschiktheid kiezen we voor een vrouw.", "We kiezen liever voor een vrouw."),
    ("Wij discrimineren niet op leeftijd.", "Wij letten op leeftijd: max. 40 jaar."),
    ("Een jong stel zoekt hulp in het huishouden.", "Een jong stel collega's zoekt versterking."),
    ("Wij zijn een jonge uitgeverij.", "Wij zoeken een jonge medewerker."),
    ("De cursus is voor volwassenen van 18 tot 65 jaar.", "De functie is voor volwassenen van 18 tot 35 jaar."),
    ("Volgens de Kieswet ben je minstens 18 jaar.", "Bij ons ben je minstens 28 jaar."),
    ("Ongehuwde moeders vertellen hier hun verhaal.", "Ongehuwde collega gezocht."),
    ("Christenen, moslims en hindoes komen bij ons op les.", "Moslims nemen wij niet aan."),
    ("Onze huurders zijn alleenstaanden.", "Alleenstaanden hebben onze voorkeur."),
    ("Geen spierballen nodig, wel geduld.", "Een man met spierballen."),
    ("Je werkt onder leiding van een vrouwelijke chef.", "Wij zoeken een vrouwelijke chef."),
    ("Mensen met een migratieachtergrond nodigen we uit te solliciteren.", "Mensen met een accent nemen we niet aan."),
    ("Pregnant colleagues get lighter duties.", "Pregnant candidates will not be considered."),
    ("You support young people.", "You are young and hungry."),
    ("You are the single point of contact.", "You are single."),
]


@pytest.mark.parametrize(("allowed", "concern"), PAIRS)
def test_context_decides(allowed, concern):
    assert not found(allowed)
    assert found(concern)


def test_a_turn_ends_what_a_welcome_guards():
    assert not found("Iedereen is welkom, ongeacht leeftijd of afkomst.")
    assert "age" in named("Iedereen is welkom, mits je jonger bent dan 30 jaar.")


def test_an_exception_that_may_apply_is_shown_and_one_that_does_silences():
    [maybe] = found("Je hebt de Nederlandse nationaliteit.")
    assert "AWGB art. 2 lid 5" in maybe.exception
    assert not found("Voor deze functie bij Defensie heb je de Nederlandse nationaliteit.")
    assert not found("Voor de rol van oma zoeken wij een actrice van boven de 60.")


def test_places_are_code_points_also_behind_accents_and_emoji():
    text = "Ça va? 🎉 Wij zoeken één jonge collega.\nİstanbul: max. 35 jaar."
    for one in found(text):
        assert text[one.start : one.end] == one.text
    assert [one.text for one in found(text)] == ["jonge collega", "max. 35 jaar"]


def test_a_sentence_goes_on_over_a_wrapped_line():
    assert "disability" in named("Je bent fysiek\nfit en sterk.")
    assert not found("Wij zoeken\n- een leuke omgeving\nJonge klanten komen graag.")


def test_needless_demands_are_rewritten_with_the_skills_of_the_vacancy():
    text = "Taken: facturen boeken.\nEisen: een hbo-diploma is vereist."
    skill = Finding("uri:1", "skill", 7, 22, "tasks", "required", 0.9)
    [one] = found(text, findings=[skill])
    assert one.ground == "needless"
    assert one.law is None
    assert "facturen boeken" in one.rewrite


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("driving licence", "skill"),
        ("Rijbewijs B", "skill"),
        ("BIG-registratie", "knowledge"),
        ("certificaat lassen", "skill"),
        ("VCA", "certificate"),
    ],
)
def test_no_paper_is_suggested_in_the_place_of_a_diploma(paper: str, kind: str):
    text = f"Taken: facturen boeken.\nEisen: een hbo-diploma is vereist en {paper}."
    at = text.index(paper)
    findings = [
        Finding("uri:1", "skill", 7, 22, "tasks", "required", 0.5),
        Finding("uri:2", kind, at, at + len(paper), "requirements", "required", 0.9),
    ]
    for one in found(text, findings=findings):
        assert paper not in one.rewrite
    assert "facturen boeken" in found(text, findings=findings)[0].rewrite


def test_words_that_are_a_concern_are_no_way_out_of_another():
    text = "Taken: facturen boeken.\nEisen: een hbo-diploma is vereist en je bent een jonge hond."
    [needless] = [one for one in found(text) if one.ground == "needless"]
    [young] = [one for one in found(text) if one.ground == "age"]
    doubted = Finding("uri:2", "skill", young.start, young.end, "requirements", "required", 0.9)
    [again] = [one for one in found(text, findings=[doubted]) if one.ground == "needless"]
    assert again.rewrite == needless.rewrite


def test_what_an_employer_offers_is_no_demand():
    text = "Wij bieden:\nminimaal 5 jaar ervaring in ons vak"
    assert found(text)
    assert not found(text, sections=[Section("offer", 0, len(text))])


def test_rewrites_follow_the_language_of_the_text():
    assert found("Secretaresse gezocht.")[0].rewrite == "secretarieel medewerker (m/v/x)"
    assert found("Waitress wanted.", "en")[0].rewrite == "server"


def test_a_native_speaker_is_both_a_proxy_and_needless():
    assert named("We want a native English speaker.", "en") == {"race", "needless"}


def test_the_same_text_gives_the_same_answer():
    text = "\n".join(row.text for row in rows_of(DEVELOPMENT))
    assert found(text) == found(text)


def test_nothing_and_noise_give_nothing():
    for text in ("", " \n\n", "…", "%$#@! 12 34 56", "a" * 5000):
        assert found(text) == ()


def test_the_development_set_is_large_and_half_allowed_and_does_well():
    rows = rows_of(DEVELOPMENT)
    assert len(rows) >= 200
    assert sum(row.allowed for row in rows) >= 0.4 * len(rows)
    score = score_of(rows)
    assert score.precision >= 0.95
    assert score.recall >= 0.95


SHUT_OUT = [
    ("Heb je een accent? Dan is deze plek aan de telefoon niets voor jou.", "race"),
    ("Mensen met epilepsie raden wij af om te reageren.", "disability"),
    ("Ben je gescheiden, dan nemen we je brief niet in behandeling.", "civil-status"),
    ("Applicants who pray during the day will be turned down.", "religion"),
    ("Vertel in je brief op welke partij je stemt.", "political-opinion"),
    ("Een echtpaar heeft onze voorkeur.", "civil-status"),
    ("Bij minder dan 28 uur per week bouw je geen pensioen op.", "working-hours"),
]


@pytest.mark.parametrize(("text", "ground"), SHUT_OUT)
def test_a_group_that_is_shut_out_is_found_in_whatever_words(text, ground):
    assert ground in named(text)


TURNED = [
    "Heb je een accent? Dan ben je hier net zo welkom.",
    "Mensen met epilepsie worden bij ons niet afgewezen.",
    "Of je gescheiden bent, maakt ons niet uit; we nemen elke brief in behandeling.",
    "Wij vragen nooit op welke partij je stemt.",
    "Ook bij minder dan 28 uur per week bouw je evenveel pensioen op, naar rato.",
]


@pytest.mark.parametrize("text", TURNED)
def test_words_that_turn_a_sentence_round_leave_it_alone(text):
    assert not found(text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("text,ground,direct,allowed\nWij zoeken een jonge kok,age,true,false\n", "no column allowed, direct, ground"),
        ("text;ground;direct;allowed\nWij zoeken een jonge kok;leeftijd;true;false\n", "no ground leeftijd"),
    ],
)
def test_a_file_of_sentences_with_a_mistake_is_not_measured(content, said, tmp_path):
    file = tmp_path / "sentences.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=said):
        rows_of(file)
    file.write_text("\ufefftext;ground;direct;allowed\nWij zoeken een jonge kok;age;true;false\n", "utf-8")
    assert len(rows_of(file)) == 1
