"""A pack of a few concepts, for tests that make releases."""

from __future__ import annotations

import pytest

from draaischijf.language.draft import Draft
from draaischijf.language.esco_csv import read_esco
from tests.language import small


@pytest.fixture
def light_pack(monkeypatch, tmp_path_factory):
    """Install over a pack of a few concepts: the real one takes seconds to lay a release over."""
    from draaischijf.language import releases
    from draaischijf.language.assemble import assemble

    folder = tmp_path_factory.mktemp("pack")
    draft = Draft()
    read_esco(small.write_download(tmp_path_factory.mktemp("base") / "esco", languages=("en",)), draft)
    for concept in draft.concepts.values():
        concept.preferred = {spoken: (text, "own") for spoken, (text, _) in concept.preferred.items()}
    draft.concept(small.BASE + "skill/gone", "skill")
    draft.prefer(small.BASE + "skill/gone", "en", "use a telex", "own")
    draft.relations = [one._replace(origin="own") for one in draft.relations]
    assemble(draft, "pack-1", folder, {"sources": []}, None)
    monkeypatch.setattr(releases, "PACK", folder)
    releases._open.cache_clear()
    yield folder
    releases._open.cache_clear()
