"""Shapes over the graph of a credential (SHACL). Runs in the worker process (`draaischijf.wallet.worker`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyshacl
import rdflib

from draaischijf.wallet.integrity.rdf import canonical
from draaischijf.wallet.worker import Refused

_MAX_RESULTS: Final = 20
_SH: Final = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the shapes in a request find in its document, at most twenty findings.

    Raises:
        Refused: The document is no JSON-LD, or the shapes are no Turtle.
    """
    quads = canonical(request["document"], request["contexts"], request["quads"])
    held = rdflib.Dataset()
    held.parse(data=quads, format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, value, _ in held.quads():
        graph.add((subject, predicate, value))
    shapes = rdflib.Graph()
    try:
        for text in request["shapes"]:
            shapes.parse(data=text, format="turtle")
    except Exception as error:
        raise Refused("shapes-invalid", "are no shapes in Turtle.") from error
    # No imports are followed, no scripts are run and no rules applied: only what is handed over counts.
    _, report, _ = pyshacl.validate(
        graph, shacl_graph=shapes, inference="none", advanced=False, js=False, do_owl_imports=False, meta_shacl=False
    )
    return {"findings": _findings(report)}


def _findings(report: Any) -> list[dict[str, str]]:
    found = []
    names = {"node": _SH.focusNode, "path": _SH.resultPath, "message": _SH.resultMessage}
    for result in report.subjects(rdflib.RDF.type, _SH.ValidationResult):
        inner = report.value(predicate=_SH.detail, object=result) is not None
        if report.value(result, _SH.resultSeverity) == _SH.Violation and not inner:
            found.append({name: str(report.value(result, term) or "")[:200] for name, term in names.items()})
    return sorted(found, key=lambda one: (one["node"], one["path"], one["message"]))[:_MAX_RESULTS]
