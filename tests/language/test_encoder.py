"""The encoder: unit rows, and the same bits however a batch is cut, ordered or threaded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.language.encoder import Encoder, Mode, encoder, features

TEXTS = [
    "lassen",
    "Coördinator zorg",
    "C++ ontwikkelaar",
    "",
    "Je hebt ervaring met het besturen van een heftruck.",
    "!!",
    "lassen",
]
MODES: tuple[Mode, ...] = ("name", "sentence", "title")


@pytest.mark.parametrize("mode", MODES)
def test_rows_are_unit_vectors(mode: Mode) -> None:
    rows = encoder().encode(TEXTS, mode)
    assert rows.dtype == np.float32 and rows.shape == (len(TEXTS), encoder().width)
    norms = np.linalg.norm(rows.astype(np.float64), axis=1)
    empty = np.array([not features.words(t) for t in TEXTS])
    assert np.allclose(norms[~empty], 1, atol=1e-5)
    assert (rows[empty] == 0).all() and empty.sum() == 2


def test_no_texts_give_no_rows() -> None:
    assert encoder().encode([]).shape == (0, encoder().width)


@pytest.mark.parametrize("wrong", ["lassen", b"lassen", None, {"lassen"}, ["lassen", None], ["lassen", b"x"], [3]])
def test_what_is_no_list_of_texts_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="text"):
        encoder().encode(wrong)


def test_an_unknown_mode_is_named_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'zin'; choose name, sentence, title"):
        encoder().encode(["lassen"], "zin")  # type: ignore[arg-type]


def test_odd_texts_are_read_like_any_other() -> None:
    odd = ["lassen " * 100_000, "a" * 1_000_000, "\x00\x1b[31m\ud800\u202e", "\ufefflassen", "焊接", "👩‍🍳"]
    rows = encoder().encode(odd)
    assert rows.shape == (len(odd), encoder().width) and np.isfinite(rows).all()
    assert np.array_equal(rows[3], encoder().encode(["lassen"])[0])


@pytest.mark.parametrize("mode", MODES)
def test_bits_do_not_depend_on_batch_or_order(mode: Mode) -> None:
    whole = encoder().encode(TEXTS, mode)
    alone = np.concatenate([encoder().encode([t], mode) for t in TEXTS])
    back = encoder().encode(TEXTS[::-1], mode)[::-1]
    assert np.array_equal(whole, alone) and np.array_equal(whole, back)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12), st.integers(0, 12))
def test_any_text_any_cut(texts: list[str], cut: int) -> None:
    rows = encoder().encode(texts)
    parts = np.concatenate([encoder().encode(texts[:cut]), encoder().encode(texts[cut:])])
    assert np.array_equal(rows, parts) and np.isfinite(rows).all()


def test_bits_do_not_depend_on_what_was_read_before() -> None:
    weights = {
        "format": np.array(1),
        "rows": np.random.default_rng(1).integers(-127, 128, (1 << features.ROW_BITS, 8), np.int8),
        "matrices": np.random.default_rng(2).integers(-4096, 4096, (3, 8, 8), np.int16),
        "queries": np.random.default_rng(3).integers(-4096, 4096, (3, 8), np.int16),
        "query_bits": np.array(22),
    }
    used, fresh = Encoder(weights), Encoder(weights)
    used.encode([f"word{i} other{i * 7}" for i in range(9000)], "sentence")
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda t: used.encode([t], "sentence"), TEXTS * 20))
    assert np.array_equal(np.concatenate(rows), fresh.encode(TEXTS * 20, "sentence"))


def test_words_keep_their_signs_and_lose_their_accents() -> None:
    assert features.words("C++, C# en Coördinatrice van 's nachts") == [
        "c++",
        "c#",
        "en",
        "coordinatrice",
        "van",
        "s",
        "nachts",
    ]
    assert len(features.words("woord " * 500)) == features.MAX_WORDS


def test_rows_of_a_word_do_not_depend_on_its_company() -> None:
    rows, starts = features.word_rows(["a", "heftruckchauffeur", "é" * 90])
    for i, word in enumerate(["a", "heftruckchauffeur", "é" * 90]):
        assert np.array_equal(rows[starts[i] : starts[i + 1]], features.word_rows([word])[0])


def test_spans_can_be_summed_from_words() -> None:
    words = features.words("besturen van een heftruck")
    vectors = encoder().word_vectors(words, "sentence")
    summed = encoder().finish(vectors[1:].sum(axis=0, keepdims=True), "sentence")
    assert np.array_equal(summed, encoder().encode(["van een heftruck"], "sentence"))


def test_meaning_is_near() -> None:
    rows = encoder().encode(["verpleegkundige", "nurse", "metselaar"])
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_other_formats_are_refused() -> None:
    with pytest.raises(ValueError, match="format 9"):
        Encoder({"format": np.array(9)})
