"""A skills language in SKOS, as CompetentNL publishes it (Turtle, RDF/XML, JSON-LD or N-Triples).

CompetentNL says concepts in SKOS with its own classes and relations: human capabilities, knowledge areas, occupations
and occupation tasks; an occupation asks for a capability as essential, important or somewhat. Labels come as SKOS or
SKOS-XL. Other SKOS files work as well: what is no known class is read as a skill. Its concepts stand beside those of
ESCO; `skos:exactMatch` and its kin tie them together.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from draaischijf.language.concepts import LANGUAGES, SKILL_KINDS
from draaischijf.language.draft import Draft, DraftName, DraftRelation
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from rdflib import Graph

FORMATS: Final = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".jsonld": "json-ld", ".json": "json-ld", ".nt": "nt"}
LARGEST_FILE: Final = 256 * 2**20
CNLO: Final = "https://linkeddata.competentnl.nl/def/competentnl#"
CNLUWV: Final = "https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SKOSXL: Final = "http://www.w3.org/2008/05/skos-xl#"
DCT: Final = "http://purl.org/dc/terms/"
KIND_OF: Final = {
    CNLO + "KnowledgeArea": "knowledge",
    CNLO + "Occupation": "occupation",
    CNLUWV + "Occupation": "occupation",
    CNLO + "HumanCapability": "skill",
}
# `requiresHAT...`: the importance of a human capability for an occupation; ours knows two grades.
ASKS: Final = {"Essential": "essential", "Important": "essential", "Somewhat": "optional", "Optional": "optional"}
MATCHES: Final = {"exactMatch": "exact-match", "closeMatch": "close-match", "broadMatch": "broader"}


def looks_like_skos(path: Path) -> bool:
    """Return whether a file's ending is one of RDF."""
    return path.is_file() and path.suffix.lower() in FORMATS


def read_skos(path: Path, draft: Draft) -> str:
    """Lay a SKOS file over a draft and return the version it states, or an empty text.

    Raises:
        Problem: The file is too large, is no RDF of its kind, or holds no concept with a label.
    """
    graph = _parse(path)
    uris = _concepts(graph, draft)
    if not uris:
        raise Problem(
            "skos-empty",
            "there is no concept with a label in nl, en or de in it.",
            file=path.name,
            hint="A SKOS file has skos:Concept or CompetentNL classes with skos:prefLabel.",
        )
    _relations(graph, uris, draft)
    return _version(graph)


def _parse(path: Path) -> Graph:
    from rdflib import Graph

    if path.stat().st_size > LARGEST_FILE:
        raise Problem("skos-large", "the file is too large.", file=path.name, hint="At most 256 MiB is read.")
    content = path.read_bytes()
    kind = FORMATS[path.suffix.lower()]
    if kind == "xml" and b"<!DOCTYPE" in content[:4096]:
        raise Problem("skos-doctype", "the XML declares a document type, which is refused.", file=path.name)
    graph = Graph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdflib's own deprecations are no business of the user
            graph.parse(data=content, format=kind)
    except Exception as error:  # rdflib's parsers raise many kinds
        first = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise Problem(
            "skos-broken", f"this is no {kind}: {first}", file=path.name, hint="Download it again."
        ) from error
    return graph


def _labels(graph: Graph, node: Any, which: str) -> list[tuple[str, str]]:
    from rdflib import URIRef

    plain = list(graph.objects(node, URIRef(SKOS + which)))
    detailed = [
        literal
        for label in graph.objects(node, URIRef(SKOSXL + which))
        for literal in graph.objects(label, URIRef(SKOSXL + "literalForm"))
    ]
    # A label without a language is Dutch: this is a Dutch language.
    found = {((getattr(one, "language", None) or "nl").split("-")[0], str(one).strip()) for one in plain + detailed}
    return sorted(one for one in found if one[0] in LANGUAGES and one[1])


def _concepts(graph: Graph, draft: Draft) -> set[str]:
    from rdflib import RDF, URIRef

    classes = [*KIND_OF, SKOS + "Concept"]
    nodes = {node for name in classes for node in graph.subjects(RDF.type, URIRef(name)) if isinstance(node, URIRef)}
    found = set()
    for node in sorted(nodes):
        preferred = _labels(graph, node, "prefLabel")
        if not preferred:
            continue
        uri = str(node)
        draft.concept(uri, _kind(graph, node)).codes = [
            str(code) for code in graph.objects(node, URIRef(SKOS + "notation"))
        ][:1]
        for spoken, text in preferred:
            draft.prefer(uri, spoken, text, "official")
        for which in ("altLabel", "hiddenLabel"):
            for spoken, text in _labels(graph, node, which):
                draft.names.append(DraftName(uri, text, spoken, "alternative", "is", "official"))
        for target in graph.objects(node, URIRef(DCT + "isReplacedBy")):
            draft.replaced[uri] = (*draft.replaced.get(uri, ()), str(target))
        found.add(uri)
    return found


def _kind(graph: Graph, node: Any) -> str:
    """Return the kind of a concept by its class, or by its type as our own export says it."""
    from rdflib import RDF, URIRef

    types = {str(one) for one in graph.objects(node, RDF.type)}
    stated = {str(one) for one in graph.objects(node, URIRef(DCT + "type"))} & {*SKILL_KINDS, "occupation"}
    return next((KIND_OF[name] for name in KIND_OF if name in types), min(stated, default="skill"))


def _relations(graph: Graph, uris: set[str], draft: Draft) -> None:
    predicates = {SKOS + "broader": "broader"}
    predicates |= {SKOS + word: ours for word, ours in MATCHES.items()}
    predicates |= {CNLO + "requiresHAT" + word: ours for word, ours in ASKS.items()}
    for subject, predicate, target in graph:
        if str(subject) not in uris:
            continue
        if ours := predicates.get(str(predicate)):
            draft.relations.append(DraftRelation(str(subject), ours, str(target), "official"))
        elif str(predicate) == SKOS + "narrower":
            draft.relations.append(DraftRelation(str(target), "broader", str(subject), "official"))


def _version(graph: Graph) -> str:
    from rdflib import OWL, URIRef

    stated = [*graph.objects(None, OWL.versionInfo), *graph.objects(None, URIRef(DCT + "modified"))]
    return sorted(str(one) for one in stated)[-1] if stated else ""
