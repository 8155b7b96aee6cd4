"""Words about the person go from a title, words about the work stay."""

from __future__ import annotations

import pytest

from draaischijf.language.encoder import neutral
from draaischijf.language.encoder.neutral import given_names


@pytest.mark.parametrize(
    "said",
    [
        "Ghanese lasser",
        "Nieuw-Zeelandse lasser",
        "lasser van Eritrese afkomst",
        "lasser uit Marokko",
        "afkomstig uit Polen lasser",
        "katholieke lasser",
        "lasser, 50-plusser",
        "lasser 45+",
        "lasser en moeder van drie",
        "Fatima, lasser",
        "lasser - Kevin",
        "lasser met een migratieachtergrond",
        "lasser (m/v/x)",
        "vrouwelijke lasser",
    ],
)
def test_who_someone_is_goes(said: str) -> None:
    assert neutral(said).strip(" ,-") == "lasser"


@pytest.mark.parametrize(
    "title",
    [
        "docent Frans",
        "tolk Arabisch",
        "French teacher",
        "senior lasser",
        "kinderverzorger",
        "begeleider vluchtelingen",
        "Python developer",
        "lasser, constructiebankwerker",
        "Pool",
        "Kevin",
    ],
)
def test_what_the_work_is_stays(title: str) -> None:
    assert neutral(title) == title


@pytest.mark.parametrize(
    ("title", "bare"), [("Ghanaian carpenter", "carpenter"), ("polnischer Maler", "Maler"), ("muslim baker", "baker")]
)
def test_english_and_german_titles_too(title: str, bare: str) -> None:
    assert neutral(title) == bare


def test_given_names_are_plain_and_no_remarks() -> None:
    assert {"fatima", "kevin"} <= given_names() and not any(name.startswith("#") for name in given_names())
