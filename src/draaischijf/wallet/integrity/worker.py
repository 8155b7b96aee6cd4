"""The process that does the JSON-LD work for a parent that may kill it.

One request a line on standard input, one answer a line on standard output. Before each request the process asks the
kernel to end it after a budget of processor time: a poisoned graph, whose blank nodes are alike in factorially many
ways, ends with the process and not with the verifier. The parent holds a wall clock as well.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Mapping
from typing import Any, Final

from draaischijf.wallet.integrity.contexts import built_in

MEMORY: Final = 1 << 30
_KEYWORDS_WITH_IRIS: Final = ("@id", "@type")
# Names that are no IRI are resolved against this base, and so recognised; the library's own base would pass for one.
_NOWHERE: Final = "relative://undefined/"


class Refused(Exception):  # noqa: N818 - the answer is a refusal with a code, not a failure of the program
    """A document that says something undefined."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


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
    from pyld import jsonld
    from pyld.canon import URDNA2015
    from pyld.context_resolver import ContextResolver

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
        raise Refused("undefined-term", f"the term {dropped[0]!r} is not defined by the contexts")
    _refuse_relative(expanded)
    dataset = processor.to_rdf(expanded, {**options, "produceGeneralizedRdf": False})
    if sum(map(len, dataset.values())) > max_quads:
        raise Refused("graph-too-large", f"the graph has more than {max_quads:,} quads")
    return str(URDNA2015().main(dataset, {"format": "application/n-quads"}))


def _loader(extra: Mapping[str, Any]) -> Any:
    def load(url: str, _options: Any) -> dict[str, Any]:
        document = built_in().get(url) or extra.get(url)
        if document is None:
            raise Refused("context-unknown", f"the context {url!r} is not known here")
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
    return Refused("json-ld-invalid", f"the document is not valid JSON-LD ({code or 'no reason given'})")


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
                            raise Refused("undefined-term", f"the type {word!r} is not defined by the contexts")
                        raise Refused("relative-iri", f"the identifier {word!r} is no absolute IRI")
            stack += one.values()


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to one request: the canonical forms of its documents, or a code and a reason."""
    try:
        found = [canonical(one, request["contexts"], request["quads"]) for one in request["documents"]]
        return {"canonical": found}
    except Refused as error:
        return {"code": error.code, "reason": str(error)}
    except RecursionError:
        return {"code": "too-deep", "reason": "the document is nested too deeply"}
    except MemoryError:
        return {"code": "out-of-bounds", "reason": "the document asks for more memory than is allowed"}
    except Exception as error:
        return {"code": "json-ld-invalid", "reason": f"the document could not be read ({type(error).__name__})"}


def main() -> None:
    """Answer requests until standard input ends."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    import pyld  # noqa: F401 - before the first budget starts

    built_in()
    print("ready", flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        reply = answer(request)
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
