"""Training: right gradients, a memory that counts as a whole, and nothing held out slips in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from draaischijf.language.encoder import Encoder, Mode, features
from draaischijf.language.encoder.recall import BASE, Recall, arrays
from tools.train_encoder import (
    boost,
    dutch,
    export,
    gender,
    held,
    losses,
    recall,
    sources,
    synthetic,
    teach,
    teacher,
    together,
)
from tools.train_encoder.corpus import OCCUPATION, SKILL, Corpus
from tools.train_encoder.texts import Texts

RNG = np.random.default_rng(7)


def units(n: int, width: int = 6) -> np.ndarray:
    return losses.unit(RNG.standard_normal((n, width)).astype(np.float32))


def check(loss, x: np.ndarray, gradient: np.ndarray) -> None:
    for i, k in ((0, 0), (1, 3), (len(x) - 1, 5)):
        step = np.zeros_like(x)
        step[i, k] = 1e-2
        slope = (loss(x + step) - loss(x - step)) / 2e-2
        assert slope == pytest.approx(gradient[i, k], abs=2e-2)


def test_gradient_of_names_among_names() -> None:
    z, owners = units(8), np.array([0, 0, 1, 1, 1, 2, 3, 3])
    check(lambda x: losses.among(x, owners, 0.5)[0] * 7 / 8, z, losses.among(z, owners, 0.5)[1])


def test_gradient_of_queries_towards_keys() -> None:
    q, keys = units(4), units(7)
    target = np.array([0, 1, 1, 2, 3]), np.array([2, 0, 5, 6, 1]), np.array([1, 0.5, 0.5, 1, 1], np.float32)
    _, dq, dk = losses.towards(q, keys, target, 0.5)
    check(lambda x: losses.towards(x, keys, target, 0.5)[0], q, dq)
    check(lambda x: losses.towards(q, x, target, 0.5)[0], keys, dk)


def test_a_window_of_the_memory_stands_for_all_of_it() -> None:
    q, bank = units(4), units(9)
    labels = np.arange(4), np.array([0, 3, 8, 5]), np.ones(4, np.float32)
    whole = losses.remembered(q, bank, slice(0, 9), labels, 0.5)
    plain = losses.towards(q, bank, labels, 0.5)
    assert whole[0] == pytest.approx(plain[0], rel=1e-5)
    assert np.allclose(whole[1], plain[1], atol=1e-5)
    check(
        lambda x: losses.remembered(x, bank, slice(2, 6), labels, 0.5)[0],
        q,
        losses.remembered(q, bank, slice(2, 6), labels, 0.5)[1],
    )


def test_gradient_of_being_taught() -> None:
    z, said = units(6), units(6, 9)
    check(lambda x: losses.alike(x, said, 0.5)[0], z, losses.alike(z, said, 0.5)[1])


def test_who_is_near_as_the_teacher_says_has_nothing_to_learn() -> None:
    said = units(6, 9)
    loss, slope = losses.alike(said, said, 0.5)
    assert loss == pytest.approx(0, abs=1e-6)
    assert np.abs(slope).max() < 1e-6


def small_corpus() -> Corpus:
    corpus = Corpus()
    for i in range(held.VALIDATION + held.TEST + 20):
        occupation, skill = corpus.row(f"http://o/{i}", OCCUPATION), corpus.row(f"http://s/{i}", SKILL)
        for language in ("en", "nl", "de"):
            corpus.add_names(occupation, language, [f"{language} maker {i}", f"{language} builder {i}"])
        corpus.add_names(skill, "en", [f"make {i}"])
        corpus.relations += [(occupation, corpus.row(f"http://s/{(i + k) % 50}", SKILL), True) for k in range(12)]
    return corpus


def test_the_same_occupations_are_drawn_every_time() -> None:
    validation, test = held.draw(small_corpus())
    assert (validation, test) == held.draw(small_corpus())
    assert len(validation) == held.VALIDATION and len(test) == held.TEST and not {*validation} & {*test}


def test_what_is_held_out_hangs_on_a_list_only() -> None:
    corpus, grown = Corpus(), Corpus()
    uri = "http://data.europa.eu/esco/occupation/" + held._LIST.read_text().split()[1]
    grown.row("http://s/1", SKILL)
    rows = [corpus.row(uri, OCCUPATION), grown.row(uri, OCCUPATION)]
    assert [held.choose(c).occupations for c in (corpus, grown)] == [{rows[0]}, {rows[1]}]


def test_female_forms_need_both_words_at_one_occupation() -> None:
    corpus = Corpus()
    corpus.add_names(corpus.row("http://o/1", OCCUPATION), "nl", ["bakster", "bakker", "snijdster", "snijder"])
    corpus.add_names(corpus.row("http://o/2", OCCUPATION), "nl", ["rijkster", "venster"])
    found = gender.pairs(corpus)
    assert found["snijdster"] == "snijder" and "venster" not in found


def test_made_sentences_carry_the_name() -> None:
    import random

    said = synthetic.sentence(random.Random(1), "nl", [("Lassen", True)], [])
    assert "lassen" in said


@pytest.mark.parametrize(
    ("verb", "said", "done"),
    [
        ("maken", ("maakt", ""), "gemaakt"),
        ("lossen", ("lost", ""), "gelost"),
        ("schoonmaken", ("maakt", "schoon"), "schoongemaakt"),
        ("controleren", ("controleert", ""), "gecontroleerd"),
        ("verbeteren", ("verbetert", ""), "verbeterd"),
        ("installeren", ("installeert", ""), "geinstalleerd"),
        ("reizen", ("reist", ""), "gereisd"),
        ("voorbereiden", ("bereidt", "voor"), "voorbereid"),
        ("lesgeven", ("geeft", "les"), "lesgegeven"),
    ],
)
def test_dutch_verbs_take_the_forms_of_running_text(verb: str, said: tuple[str, str], done: str) -> None:
    assert dutch.finite(verb) == said and dutch.participle(verb) == done


def test_a_name_is_said_in_many_ways_with_all_its_words() -> None:
    import random

    rng = random.Random(3)
    ways = {dutch.said(rng, "klachten afhandelen") for _ in range(60)}
    assert {"je handelt klachten af", "het afhandelen van klachten", "klachten af te handelen"} <= ways
    assert all("klachten" in way for way in ways)
    assert dutch.said(rng, "Excel") == "Excel"


def test_folds_share_no_occupation_and_leave_the_test_alone() -> None:
    corpus = small_corpus()
    kept = held.Held(frozenset({0}), frozenset({2}), frozenset())
    folds = [held.fold(corpus, kept, number) for number in range(5)]
    parts = [fold.validation - kept.validation for fold in folds]
    assert all(fold.test == kept.test and 0 in fold.validation and 2 not in fold.validation for fold in folds)
    assert sum(map(len, parts)) == len(frozenset().union(*parts)) > 100
    assert all(corpus.kinds[row] == OCCUPATION for part in parts for row in part)


def test_trees_learn_what_no_weighing_of_columns_can() -> None:
    rows = np.round(RNG.random((4000, 3)), 6)
    gains = ((rows[:, 0] > 0.5) ^ (rows[:, 2] > 0.3)).astype(float)
    trees = boost.grow(rows, gains, trees=40, rate=0.3, least=5.0)
    assert np.abs(trees.score(rows) - gains).mean() < 0.1
    assert np.array_equal(trees.score(rows[::-1])[::-1], trees.score(rows))


def test_trees_grow_the_same_every_time() -> None:
    rows = np.round(RNG.random((400, 12)), 6)
    grown = [boost.grow(rows, rows[:, 3], trees=5, least=5.0).array() for _ in range(2)]
    assert np.array_equal(*grown)


@pytest.mark.parametrize(
    ("option", "says"), [("--packages", "has no skills.csv and no esco"), ("--own", "is no folder")]
)
def test_sources_that_were_asked_for_have_to_be_there(tmp_path: Path, option: str, says: str) -> None:
    folder = tmp_path if option == "--packages" else tmp_path / "absent"
    given = sources.parser("tools.train_encoder", None).parse_args(["--esco", str(tmp_path), option, str(folder)])
    with pytest.raises(SystemExit, match=says):
        sources.asked(given)


def test_files_that_are_read_later_have_to_be_there_at_once(tmp_path: Path) -> None:
    given = sources.parser("tools.train_encoder.judge", None).parse_args(["--esco", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"fold\.npz is no file"):
        sources.asked(given, tmp_path / "fold.npz")


def test_runs_that_differ_by_a_turn_only_are_put_together_as_one() -> None:
    rng = np.random.default_rng(5)
    table = rng.standard_normal((1 << features.ROW_BITS, 8)).astype(np.float32)
    dense = {"matrix": rng.standard_normal((3, 8, 8)), "query": rng.standard_normal((3, 8)) * 0.1}
    turn = np.linalg.qr(rng.standard_normal((8, 8)))[0]
    other = {"matrix": turn.T @ dense["matrix"] @ turn, "query": dense["query"] @ turn}
    runs = [export.quantise(table, dense), export.quantise((table @ turn).astype(np.float32), other)]
    corpus = small_corpus()
    one, both = Encoder(runs[0]), Encoder(together.mean(runs, corpus))
    titles = [name for _, _, name in corpus.names[:50]]
    modes: tuple[Mode, ...] = ("name", "title")
    for mode in modes:
        assert ((one.encode(titles, mode) * both.encode(titles, mode)).sum(axis=1) > 0.98).all()


def test_other_languages_learn_from_the_english_names_of_their_concept(tmp_path: Path) -> None:
    corpus = Corpus()
    baker = corpus.row("http://o/1", OCCUPATION)
    corpus.add_names(baker, "en", ["baker", "bread maker"])
    corpus.add_names(baker, "nl", ["bakker"])
    rows = units(3, 5)
    np.savez(tmp_path / "t.npz", texts=np.array(["baker", "bread maker", "oven"]), vectors=rows)
    texts = Texts()
    found = teacher.lessons(tmp_path / "t.npz", corpus, corpus.names, texts)
    assert [len(part) for part in found.texts] == [2, 0, 2, 1]  # titles, skills, words of one piece, other languages
    middle = rows[:2].sum(axis=0)
    assert found.vectors[found.rows[3][0]] == pytest.approx(middle / np.linalg.norm(middle), abs=1e-6)


def test_pieces_of_words_are_no_lesson() -> None:
    assert teach.whole_words({"oven": 1, "##en": 2, "of": 3, "é": 4}) == ["oven"]


def test_what_was_learnt_by_heart_comes_back() -> None:
    rng = np.random.default_rng(3)
    skills, wanted = losses.unit(rng.standard_normal((60, 48)).astype(np.float32)), np.zeros((9, 60), np.float32)
    for row in wanted:
        row[rng.choice(60, 8, replace=False)] = 1
    vectors, constants = recall.fit(losses.unit(rng.standard_normal((9, 48)).astype(np.float32)), skills, wanted)
    both = np.stack([vectors, vectors], axis=1).astype(np.float64), np.stack([constants] * 2, axis=1).astype(np.float64)
    uris = [f"{BASE}00000000-0000-0000-0000-{n:012x}" for n in range(9)]
    found = Recall.of(arrays(uris, *both))
    assert found is not None
    assert list(found.places) == uris
    for row, uri in enumerate(uris):
        best, shares, needed = found.profile(found.places[uri], skills.astype(np.float64))
        assert set(np.flatnonzero(wanted[row])) <= set(best[shares > 0.5].tolist())
        assert (np.diff(shares) <= 0).all()
        assert needed[shares > 0.6].all()
    assert Recall.of({}) is None
