"""Documents that verification may need and nobody fetches: JSON-LD contexts, DID documents, keys, shapes.

A folder of bounded size, one file per document, under the URL that credentials name it by. Whoever installs one says
by that that it is what the URL stands for.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import parse_object
from draaischijf.wallet.integrity.contexts import built_in
from draaischijf.wallet.vcdm import is_url

MAX_DOCUMENT: Final = 1_000_000
MAX_DOCUMENTS: Final = 128


def _path(folder: Path, url: str) -> Path:
    return folder / f"{sha256(url.encode()).hexdigest()[:32]}.json"


def install_document(folder: Path, url: str, data: bytes) -> Path:
    """Keep a document for a URL, in place of the one that was kept for it, and return its file.

    Args:
        folder: Where documents are kept; made where it does not exist.
        url: The URL that credentials name it by.
        data: The document in UTF-8, at most 1 MB.

    Raises:
        Problem: The URL is none or that of a built-in context, the document is too large or no text, or the folder is
            full.
    """
    if not is_url(url):
        raise Problem("document-url", "is no URL.", file=url[:160], hint="Name it as credentials do.")
    if url in built_in():
        raise Problem("document-built-in", "is built in and cannot be replaced.", file=url)
    if len(data) > MAX_DOCUMENT:
        raise Problem("document-too-large", f"is larger than {MAX_DOCUMENT:,} bytes.", file=url)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("document-no-text", "is no text in UTF-8.", file=url) from error
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(folder, url)
    if not path.exists() and len(list(folder.glob("*.json"))) >= MAX_DOCUMENTS:
        raise Problem("documents-full", f"holds {MAX_DOCUMENTS} documents.", file=str(folder), hint="Remove one first.")
    path.write_text(json.dumps({"url": url, "text": text}), encoding="utf-8")
    return path


def installed_documents(folder: Path) -> dict[str, bytes]:
    """Return the documents in a folder by URL, as `Context.documents` takes them; none where there is no folder.

    Raises:
        Problem: A file in it is not one that `install_document` wrote.
    """
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.json"))[:MAX_DOCUMENTS]:
        held = parse_object(path.read_bytes(), max_bytes=8 * MAX_DOCUMENT)
        url, text = held.get("url"), held.get("text")
        if not isinstance(url, str) or not isinstance(text, str):
            raise Problem("document-invalid", "is no installed document.", file=str(path), hint="Remove the file.")
        found[url] = text.encode()
    return found


def remove_document(folder: Path, url: str) -> None:
    """Remove the document that is kept for a URL.

    Raises:
        Problem: There is none.
    """
    path = _path(folder, url)
    if not path.is_file():
        raise Problem("document-missing", "is not installed.", file=url[:160], hint="See the list.")
    path.unlink()
