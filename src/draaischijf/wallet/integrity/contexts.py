"""The JSON-LD contexts that credentials name, without a network.

A context says which IRI a term stands for. Those of W3C and 1EdTech that badges need are kept here as facts in a table
of our own (`terms.csv`: context, scope, term, IRI, type, container), from which the contexts are built; tests compare
them with the published ones. Others are installed from a file by the user, into a folder of bounded size. Nothing is
ever fetched.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import parse_object

VC2: Final = "https://www.w3.org/ns/credentials/v2"
VC1: Final = "https://www.w3.org/2018/credentials/v1"
EXAMPLES: Final = "https://www.w3.org/ns/credentials/examples/v2"
ED25519_2020: Final = "https://w3id.org/security/suites/ed25519-2020/v1"
DATA_INTEGRITY: Final = "https://w3id.org/security/data-integrity/v2"
OB3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_OB: Final = "https://purl.imsglobal.org/spec/ob/v3p0/"

NAMES: Final[Mapping[str, str]] = {
    VC2: "vc2",
    VC1: "vc1",
    OB3: "ob303",
    f"{_OB}context-3.0.2.json": "ob302",
    f"{_OB}context-3.0.1.json": "ob301",
    f"{_OB}context.json": "ob300",
    f"{_OB}extensions.json": "obx",
    ED25519_2020: "ed2020",
    "https://w3id.org/security/data-integrity/v1": "di1",
    DATA_INTEGRITY: "di2",
    "https://w3id.org/security/multikey/v1": "mk1",
    "https://www.w3.org/ns/did/v1": "did1",
}
# Two contexts that only say where terms without a definition go.
_VOCABULARIES: Final[Mapping[str, str]] = {
    EXAMPLES: "https://www.w3.org/ns/credentials/examples#",
    "https://www.w3.org/ns/credentials/undefined-terms/v2": "https://www.w3.org/ns/credentials/undefined-term#",
}
_PREFIXES: Final[Mapping[str, str]] = {
    "ob": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
    "schema": "https://schema.org/",
    "cred": "https://www.w3.org/2018/credentials#",
    "sec": "https://w3id.org/security#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "xsds": "https://www.w3.org/2001/XMLSchema#",
    "jwt": "https://www.iana.org/assignments/jwt#",
    "jose": "https://www.iana.org/assignments/jose#",
    "status": "https://www.w3.org/ns/credentials/status#",
    "dct": "http://purl.org/dc/terms/",
    "did": "https://www.w3.org/ns/did#",
}
MAX_CONTEXT_BYTES: Final = 256_000
MAX_CONTEXTS: Final = 64


def _iri(short: str) -> str:
    """Return the IRI that the table writes short; a leading `=` says that it stands as it is."""
    if short.startswith("="):
        return short[1:]
    prefix, colon, rest = short.partition(":")
    return _PREFIXES[prefix] + rest if colon and prefix in _PREFIXES else short


def _definition(row: Mapping[str, str]) -> Any:
    if row["term"].startswith("@"):
        return json.loads(row["iri"])
    if not row["type"] and not row["container"]:
        return _iri(row["iri"])
    parts = {"@id": _iri(row["iri"])}
    if row["type"]:
        parts["@type"] = _iri(row["type"])
    if row["container"]:
        parts["@container"] = row["container"]
    return parts


def _place(context: dict[str, Any], scope: str, term: str, definition: Any) -> None:
    """Write a definition into a context, or into the context that the terms of `scope` bring along."""
    for step in filter(None, scope.split("/")):
        held = context[step]
        if not isinstance(held, dict):
            held = context[step] = {"@id": held}
        if term == "@context" and scope.endswith(step):
            held["@context"] = definition
            return
        context = held.setdefault("@context", {})
    context[term] = definition


@cache
def built_in() -> Mapping[str, Mapping[str, Any]]:
    """Return the built-in contexts by URL, each as the document `{"@context": …}`."""
    made: dict[str, dict[str, Any]] = {name: {} for name in NAMES.values()}
    table = files("draaischijf.wallet.integrity") / "terms.csv"
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        _place(made[row["context"]], row["scope"], row["term"], _definition(row))
    found: dict[str, Mapping[str, Any]] = {url: {"@context": made[name]} for url, name in NAMES.items()}
    found |= {url: {"@context": {"@vocab": iri}} for url, iri in _VOCABULARIES.items()}
    return found


def _named(context: Any) -> Iterator[str]:
    """Yield the URLs that a context names, in its scoped contexts too."""
    stack = [context]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            stack += one
        elif isinstance(one, dict):
            if isinstance(one.get("@import"), str):
                yield one["@import"]
            stack += [term["@context"] for term in one.values() if isinstance(term, dict) and "@context" in term]


def needed(document: Any, find: Callable[[str], bytes | None]) -> dict[str, Any]:
    """Return the contexts beyond the built-in ones that a document needs, as far as they can be found.

    Args:
        document: A JSON-LD document.
        find: Returns the text of a context by its URL, or None.

    Raises:
        Problem: A context that was found is too large or is none, or there are too many.
    """
    found: dict[str, Any] = {}
    wanted = list(_contexts_in(document))
    while wanted:
        url = wanted.pop()
        text = None if url in built_in() or url in found else find(url)
        if text is None:
            continue
        if len(found) >= MAX_CONTEXTS:
            raise Problem("contexts-too-many", f"names more than {MAX_CONTEXTS} contexts.")
        found[url] = read_context(url, text)
        wanted += _named(found[url]["@context"])
    return found


def _contexts_in(document: Any) -> Iterator[str]:
    stack = [document]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack += one
        elif isinstance(one, dict):
            yield from _named(one.get("@context"))
            stack += [value for key, value in one.items() if key != "@context"]


def read_context(url: str, text: bytes) -> dict[str, Any]:
    """Return the JSON-LD context in a text.

    Raises:
        Problem: It is larger than 256,000 bytes, is not JSON, or holds no `@context`.
    """
    try:
        document = parse_object(text, max_bytes=MAX_CONTEXT_BYTES)
    except Problem as problem:
        raise problem.at(file=url) from problem
    if "@context" not in document:
        raise Problem("context-invalid", "has no @context.", file=url, hint="Give the JSON-LD context document.")
    return {"@context": document["@context"]}
