"""HTML pages."""

from __future__ import annotations

import json

from draaischijf.reading.formats import Format, Role, read_document

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Voorman",
    "description": "<p>Je leidt een ploeg.</p><ul><li>plannen</li><li>coachen</li></ul>",
    "qualifications": "VCA",
    "hiringOrganization": {"@type": "Organization", "name": "Pakhuis Verzinsel"},
}


def test_main_content_without_what_belongs_to_the_site() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body><nav>Menu</nav>"
        "<header role='banner'>Site</header><main><h1>Voorman  <em>warehouse</em></h1>"
        "<p>Je leidt<br>een ploeg &amp; meer."
        "<script>weg()</script></p><ul><li>plannen<li><p>coachen</p></ul><table><tr><th>Uren<td>38</tr></table>"
        "<div style='display: none'>verstopt</div><div>los <b>stuk</b> tekst</div></main>"
        "<footer>Cookies</footer></body>"
    )
    document = read_document(page.encode())
    assert document.format is Format.HTML
    assert document.text == (
        "Voorman warehouse\nJe leidt\neen ploeg & meer.\n- plannen\n- coachen\n\nUren\t38\n\nlos stuk tekst"
    )
    assert [block.role for block in document.blocks][:3] == [Role.HEADING, Role.LIST_ITEM, Role.LIST_ITEM]


def test_declared_encoding_is_heeded() -> None:
    page = "<html><meta charset='iso-8859-1'><body><p>café</p></body></html>"
    assert read_document(page.encode("latin-1")).text == "café"
    assert read_document(page.replace("iso-8859-1", "utf-8").encode()).text == "café"
    cyrillic = "<html><meta charset='windows-1251'><body><p>Слава</p></body></html>"
    assert read_document(cyrillic.encode("cp1251")).text == "Слава"


def test_page_without_main_part() -> None:
    page = "<html><body><header><h1>Sanne</h1></header><div>Werk</div><footer>voet</footer></body></html>"
    assert read_document(page.encode()).text == "Sanne\nWerk"


def test_embedded_job_posting_is_used() -> None:
    posting = json.dumps({"@graph": [{"@type": "WebSite"}, POSTING]})
    page = f"<html><body><script type='application/ld+json'>{posting}</script><p>Lees ook onze blog</p></body></html>"
    document = read_document(page.encode())
    assert document.format is Format.HTML
    assert document.text == (
        "Voorman\nJe leidt een ploeg.\n- plannen\n- coachen\n\nQualifications\nVCA\n\nEmployer\nPakhuis Verzinsel"
    )
    assert [block.role for block in document.blocks if block.role is Role.REQUIREMENTS] == [Role.REQUIREMENTS]


def test_broken_job_posting_leaves_the_page() -> None:
    page = (
        '<html><body><script type=\'application/ld+json\'>{"@type": "JobPosting", </script><p>Tekst</p></body></html>'
    )
    assert read_document(page.encode()).text == "Tekst"


def test_layout_table_is_taken_apart() -> None:
    page = (
        "<html><body><table><tr><td><h2>Links</h2><p>een</p><p>twee</p></td><td>rechts</td></tr></table></body></html>"
    )
    assert read_document(page.encode()).text == "Links\neen\n\ntwee\n\nrechts"
