"""The shipped pack: what it must hold, and that it holds facts only."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from draaischijf.language import SKILL_KINDS, open_language
from draaischijf.language.concepts import KINDS
from draaischijf.language.releases import PACK
from draaischijf.language.store import FILES, FORMAT, read_manifest
from draaischijf.problems import Problem


@pytest.fixture(scope="module")
def language():
    return open_language()


def test_every_file_is_the_one_that_was_built():
    for name, checksum in read_manifest(PACK)["sha256"].items():
        assert hashlib.sha256((PACK / name).read_bytes()).hexdigest() == checksum


def test_it_knows_all_skills_and_occupations(language):
    assert language.concepts.n_skills == 13_939
    assert len(language.rows("occupation")) == 3_039
    assert set(language.concepts.kinds) == set(KINDS)


def test_every_skill_has_an_english_name_and_every_occupation_a_dutch_one(language):
    concepts = language.concepts
    for row in language.rows("skill"):
        assert concepts.preferred["en"][row]
    for kind in ("occupation", "skill-group"):
        for row in language.rows(kind):
            assert concepts.preferred["en"][row], concepts.uris[row]
            assert concepts.preferred["nl"][row], concepts.uris[row]


def test_a_skill_without_a_dutch_name_shows_the_english_one_marked(language):
    concepts = language.concepts
    lacking = [row for row in language.rows("skill") if not concepts.preferred["nl"][row]]
    for row in lacking[:50]:
        assert concepts.name(row, "nl").language == "en"


def test_it_holds_no_descriptions(language):
    longest = max(language.names.text, key=len)
    assert len(longest) < 200, longest
    assert set(pq.read_schema(PACK / "concepts.parquet").names).isdisjoint({"description", "definition", "scope_note"})


def test_nothing_in_it_claims_to_be_official(language):
    assert "official" not in set(language.names.origin)
    assert "official" not in set(language.relations.origin)
    occupation = int(language.rows("occupation")[0])
    assert language.profile(occupation)
    assert not any(one.official for one in language.profile(occupation))


def test_dense_ids_put_skills_first(language):
    kinds = language.concepts.kinds
    assert all(kind in SKILL_KINDS for kind in kinds[: language.concepts.n_skills])
    assert not any(kind in SKILL_KINDS for kind in kinds[language.concepts.n_skills :])


def test_a_newer_format_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"format": FORMAT + 1, "release": "x"}))
    with pytest.raises(Problem, match="Upgrade"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(Problem, match="Install it again"):
        read_manifest(tmp_path)


def test_the_pack_is_complete():
    assert {file.name for file in Path(PACK).iterdir()} == {*FILES, "manifest.json"}
