"""JSON-LD to canonical RDF, with nothing undefined. Runs in the worker process (`draaischijf.wallet.worker`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver

from draaischijf.wallet.integrity.contexts import built_in
from draaischijf.wallet.worker import Refused

_KEYWORDS_WITH_IRIS: Final = ("@id", "@type")
# Names that are no IRI are resolved against this base, and so recognised; the library's own base would pass for one.
_NOWHERE: Final = "relative://undefined/"


# Contexts that the library has read, by URL: the built-in ones never change.
_READ: Final[dict[str, Any]] = {}


def canonical(document: Any, extra: Mapping[str, Any], max_quads: int) -> str:
    """Return the canonical N-Quads of a JSON-LD document (RDFC-1.0, W3C Recommendation of 21 May 2024).

    Args:
        document: A JSON-LD document.
        extra: Contexts by URL that may be named beside the built-in ones.
        max_quads: Largest graph, in quads.

    Raises:
        Refused: A term or type without a definition, an unknown context, or too many quads.
    """
    dropped: list[str] = []
    processor = jsonld.JsonLdProcessor(on_property_dropped=lambda term: dropped.append(str(term)))
    loader = _loader(extra)
    options = {
        "documentLoader": loader,
        "contextResolver": ContextResolver({} if extra else _READ, loader),
        "base": _NOWHERE,
        "processingMode": "json-ld-1.1",
    }
    try:
        expanded = processor.expand(document, dict(options))
    except jsonld.JsonLdError as error:
        raise _reason(error) from error
    if dropped:
        raise Refused("undefined-term", f"the term {dropped[0]!r} is not defined by the contexts.")
    _refuse_relative(expanded)
    dataset = processor.to_rdf(expanded, {**options, "produceGeneralizedRdf": False})
    if sum(map(len, dataset.values())) > max_quads:
        raise Refused("graph-too-large", f"the graph has more than {max_quads:,} quads.")
    return str(URDNA2015().main(dataset, {"format": "application/n-quads"}))


def _loader(extra: Mapping[str, Any]) -> Any:
    def load(url: str, _options: Any) -> dict[str, Any]:
        document = built_in().get(url) or extra.get(url)
        if document is None:
            raise Refused("context-unknown", f"the context {url!r} is not known here; install it first.")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}

    return load


def _reason(error: BaseException | None) -> Refused:
    """Return the first refusal behind an error of the JSON-LD library, or the library's own code."""
    code, cause = "", error
    while cause is not None:
        if isinstance(cause, Refused):
            return cause
        code = getattr(cause, "code", None) or code
        cause = cause.__cause__ or getattr(cause, "cause", None)
    return Refused("json-ld-invalid", f"the document is not valid JSON-LD ({code or 'no reason given'}).")


def _refuse_relative(value: Any) -> None:
    """Refuse names that would silently fall out of the graph: types and ids that are no IRI."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack += one
        elif isinstance(one, dict):
            for key in _KEYWORDS_WITH_IRIS:
                names = one.get(key, [])
                for name in names if isinstance(names, list) else [names]:
                    if name.startswith(_NOWHERE) or (":" not in name and not name.startswith("@")):
                        word = name.removeprefix(_NOWHERE)
                        if key == "@type":
                            raise Refused("undefined-term", f"the type {word!r} is not defined by the contexts.")
                        raise Refused("relative-iri", f"the identifier {word!r} is no absolute IRI.")
            stack += one.values()


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the canonical forms of the documents in a request."""
    return {"canonical": [canonical(one, request["contexts"], request["quads"]) for one in request["documents"]]}
