"""The local extension as SKOS, so that others can read and keep it."""

from __future__ import annotations

from typing import Final

from draaischijf.language.growth.decision import LOCAL
from draaischijf.language.growth.extension import Extension
from draaischijf.language.normal import normalise

TITLE: Final = "Eigen begrippen"


def as_skos(extension: Extension) -> str:
    """Return the concepts in force as SKOS in Turtle, mapped to the concepts they are narrower than.

    Names that were given to concepts of the classification are alternative labels of those; `dcterms:type` tells the
    kind of a concept, and history notes tell who decided what and why.
    """
    from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef

    graph = Graph()
    scheme, history = URIRef(LOCAL + "scheme"), extension.history()
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, SKOS.prefLabel, Literal(TITLE, lang="nl")))
    graph.add((scheme, OWL.versionInfo, Literal(f"local-{len(history)}")))
    for one in extension.concepts():
        node = URIRef(one.uri)
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, DCTERMS.type, Literal(one.kind)))
        graph.add((node, SKOS.inScheme, scheme))
        graph.add((node, SKOS.prefLabel, Literal(one.term, lang=one.language)))
        if one.broader:
            graph.add((node, SKOS.broadMatch, URIRef(one.broader)))
        if one.sector:
            graph.add((node, SKOS.note, Literal(one.sector, lang="nl")))
        for step in history:
            if normalise(step.term) == normalise(one.term):
                told = f"{step.at} {step.by}: {step.action}" + (f" ({step.why})" if step.why else "")
                graph.add((node, SKOS.historyNote, Literal(told)))
    for merged in extension.last().values():
        if merged.action == "merge":
            graph.add((URIRef(merged.concept), SKOS.altLabel, Literal(merged.term, lang=merged.language)))
    return str(graph.serialize(format="turtle"))
