"""Ranking skills for sentences, profiles for titles, and what must not matter to either."""

from __future__ import annotations

import numpy as np
import pytest

from draaischijf.language.encoder import (
    Blend,
    Occupations,
    ProfilePredictor,
    SkillRanker,
    encoder,
    features,
    neutral,
)
from draaischijf.language.encoder.candidates import FEATURES
from draaischijf.language.encoder.trees import DEPTH, Trees
from draaischijf.language.encoder.whole import grid, unit

SKILLS = ["weld metal", "program in Python", "drive a forklift", "care for patients", "bake bread", "cut hair"]
TITLES = ["welder", "lasser", "software developer", "programmeur", "nurse", "verpleegkundige", "verpleger"]
PROFILES = np.array([0, 2, 3, 4]), np.array([0, 2, 1, 3]), np.array([1.0, 0.6, 1.0, 1.0])


@pytest.fixture(scope="module")
def ranker() -> SkillRanker:
    return SkillRanker(encoder(), encoder().encode(SKILLS), SKILLS)


@pytest.fixture(scope="module")
def predictor() -> ProfilePredictor:
    occupations = Occupations(TITLES, np.array([0, 0, 1, 1, 2, 2, 2]), *PROFILES)
    return ProfilePredictor(encoder(), occupations, encoder().encode(SKILLS))


def test_the_skill_that_is_named_comes_first(ranker: SkillRanker) -> None:
    ids, scores = ranker.rank(["You will drive a forklift in our warehouse.", "Experience with Python"], top=3)
    assert ids[:, 0].tolist() == [2, 1]
    assert (np.diff(scores, axis=1) <= 0).all()


def test_ranks_do_not_depend_on_the_batch(ranker: SkillRanker) -> None:
    said = ["bake bread", "", "of the", "weld, cut and drive", "Caring for patients at night!"] * 9
    ids, scores = ranker.rank(said, top=4)
    for i, sentence in enumerate(said):
        alone = ranker.rank([sentence], top=4)
        assert np.array_equal(alone[0][0], ids[i]) and np.array_equal(alone[1][0], scores[i])


def test_short_list_is_the_best_with_ties_by_place() -> None:
    names = [f"skill {i}" for i in range(90)] + ["bake bread"] * 3
    ranked = SkillRanker(encoder(), encoder().encode(names), names).rank(["bake bread"], top=3)[0]
    assert ranked[0].tolist() == [90, 91, 92]


def test_a_title_gets_the_skills_of_its_nearest_occupation(predictor: ProfilePredictor) -> None:
    found = predictor.predict(["Lasser (m/v)", "python programmeur"], top=2)
    assert found[0].skills[0] == 0 and found[1].skills[0] == 1
    assert found[0].occupations[0] == 0
    for one in found:
        assert ((one.shares >= 0) & (one.shares <= 1)).all() and 0 <= one.confidence <= 1
        assert one.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("verpleegster", "verpleger"),
        ("directrice basisschool", "directeur basisschool"),
        ("timmervrouw", "timmerman"),
        ("Lagerleiterin", "Lagerleiter"),
        ("waitress", "waiter"),
        ("jonge lasser", "lasser"),
        ("vrouwelijke lasser", "mannelijke lasser"),
        ("lasser (m/v/x)", "lasser"),
        ("lasser van Turkse afkomst", "lasser"),
        ("Poolse lasser, max. 35 jaar", "lasser"),
        ("coördinatrice", "coordinator"),
    ],
)
def test_words_about_the_person_change_nothing(predictor: ProfilePredictor, title: str, other: str) -> None:
    one, two = predictor.predict([title, other], top=6)
    assert np.array_equal(one.skills, two.skills) and np.array_equal(one.shares, two.shares)


def test_words_about_the_work_stay() -> None:
    assert neutral("docent Frans") == "docent Frans"
    assert neutral("senior kinderverzorger") == "senior kinderverzorger"
    assert neutral("vrouw") == "vrouw"


def test_every_female_form_is_read_as_its_common_form() -> None:
    pairs = [(w, features.common(w)) for w in ("lerares", "psychologe", "actrice", "kauffrau", "zorgcoordinatrice")]
    assert [b for _, b in pairs] == ["leraar", "psycholoog", "acteur", "kaufmann", "zorgcoordinator"]
    left, right = (encoder().encode([p[i] for p in pairs], "title") for i in (0, 1))
    assert np.array_equal(left, right)
    assert [features.common(w) for w in ("master", "venster", "berlin", "vrouw")] == [
        "master",
        "venster",
        "berlin",
        "vrouw",
    ]


def test_an_occupation_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="occupation 1 has no name"):
        ProfilePredictor(
            encoder(), Occupations(["welder", "nurse"], np.array([0, 2]), *PROFILES), encoder().encode(SKILLS)
        )


def test_trees_judge_the_short_list_whatever_the_batch(predictor: ProfilePredictor) -> None:
    titles = ["lasser", "welder", "", "python programmeur", "nachtverpleegkundige"] * 3
    for one, title in zip(predictor.predict(titles, top=4), titles, strict=True):
        alone = predictor.predict([title], top=4)[0]
        assert np.array_equal(one.skills, alone.skills) and np.array_equal(one.shares, alone.shares)
    found = next(predictor.described(predictor.evidence(["welder"])))
    assert found.rows.shape == (len(SKILLS), len(FEATURES)) and found.skills[0] == 0
    table = np.array([[1] * DEPTH + [0.5] * DEPTH + [9] + [0] * (2**DEPTH - 1)], float)
    only_below_half = Trees.of(table)
    assert only_below_half is not None and np.array_equal(only_below_half.array(), table)
    assert np.array_equal(only_below_half.score(found.rows) == 9, found.rows[:, 1] <= 0.5)


def test_blend_survives_the_weights_file() -> None:
    blend = Blend(heat=0.04, neighbours=25)
    assert Blend(*blend.array().tolist()) == blend


def test_products_on_the_grid_are_whole_numbers() -> None:
    rows = unit(np.random.default_rng(1).standard_normal((50, encoder().width)).astype(np.float32))
    product = grid(rows) @ grid(rows).T
    exact = grid(rows).astype(np.int64) @ grid(rows).astype(np.int64).T
    assert np.array_equal(product.astype(np.int64), exact)
