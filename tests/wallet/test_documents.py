"""Documents at hand: kept under their URL, in a folder of bounded size."""

from __future__ import annotations

import pytest

from draaischijf.problems import Problem
from draaischijf.wallet.documents import MAX_DOCUMENTS, install_document, installed_documents, remove_document
from draaischijf.wallet.integrity import VC2

URL = "https://school.example/context.json"


def test_what_is_installed_is_at_hand_until_it_is_removed(tmp_path):
    folder = tmp_path / "documents"
    assert installed_documents(folder) == {}
    install_document(folder, URL, b"een")
    install_document(folder, URL, "twéé".encode())
    install_document(folder, "did:web:school.example", b"{}")
    assert installed_documents(folder) == {URL: "twéé".encode(), "did:web:school.example": b"{}"}
    remove_document(folder, URL)
    with pytest.raises(Problem, match="not installed"):
        remove_document(folder, URL)


@pytest.mark.parametrize(
    ("url", "data", "code"),
    [
        ("geen url", b"", "document-url"),
        (VC2, b"", "document-built-in"),
        (URL, b"x" * 1_000_001, "document-too-large"),
        (URL, b"\xff", "document-no-text"),
    ],
)
def test_what_cannot_be_installed(tmp_path, url, data, code):
    with pytest.raises(Problem) as caught:
        install_document(tmp_path, url, data)
    assert caught.value.code == code


def test_the_folder_is_bounded_and_strict(tmp_path):
    for number in range(MAX_DOCUMENTS):
        install_document(tmp_path, f"{URL}{number}", b"x")
    install_document(tmp_path, f"{URL}0", b"y")
    with pytest.raises(Problem, match="holds 128"):
        install_document(tmp_path, URL, b"x")
    (tmp_path / "0.json").write_text("{}")
    with pytest.raises(Problem, match="no installed document"):
        installed_documents(tmp_path)
