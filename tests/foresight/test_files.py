"""Files that people write: every wrong line is named."""

from __future__ import annotations

import pytest

from draaischijf.foresight.files import Text, parse_nodes, read_nodes
from draaischijf.problems import Problem

GOOD = """\
name: {nl: Krapte, en: Tightness}
count: 3
share: .5
yes: true
none:
list:
  - een
  - twee
"""


def test_values_come_with_their_line():
    node = parse_nodes(GOOD, "a.yaml").only("name", "count", "share", "yes", "none", "list")
    assert node.say("name") == Text("Krapte", "Tightness")
    assert node.say("name").say("en") == "Tightness"
    assert node.number("count") == 3
    assert node.number("share", 0, 1) == 0.5
    assert node.flag("yes")
    assert not node.flag("other")
    assert "none" not in node
    assert node.words("list") == ("een", "twee")
    assert node.items("list")[1].place.spot == "line 8"
    assert node.text("other", "x") == "x"
    assert node.say("other") == Text()


def test_json_is_read_with_tabs_and_all():
    node = parse_nodes('{\n\t"name": "Krapte\\u00e9",\t"count": 1\n}', "a.json")
    assert node.text("name") == "Krapteé"


@pytest.mark.parametrize(
    ("text", "ask", "place"),
    [
        ("a: b: c", lambda n: n, "line 1, column 5"),
        ("a: 1\na: 2", lambda n: n, "line 2"),
        ("a: 1\nb: {c: 9}", lambda n: n.child("b").number("c", 1, 5), "line 2, c"),
        ("a: 1\nb: x", lambda n: n.number("b"), "line 2, b"),
        ("a: .nan", lambda n: n.number("a"), "line 1, a"),
        ("a: 1\ntiel: x", lambda n: n.only("a", "title"), "line 2"),
        ("a: 1", lambda n: n.text("b"), "line 1"),
        ("a: 1", lambda n: n.items("a"), "line 1"),
        ("a: [1]", lambda n: n.text("a"), "line 1"),
        ("a: x", lambda n: n.one_of("a", ("y", "z")), "line 1, a"),
        ("a: x", lambda n: n.flag("a"), "line 1, a"),
        ("- a", lambda n: n.mapping(), "line 1"),
        ("? [a]\n: b", lambda n: n, "line 1"),
        ("a: 2020-99-99", lambda n: n, "line 1"),
        ("[" * 60 + "]" * 60, lambda n: n, "line 1"),
    ],
)
def test_wrong_lines_are_named(text, ask, place):
    with pytest.raises(Problem) as caught:
        ask(parse_nodes(text, "b.yaml"))
    assert caught.value.file == "b.yaml"
    assert caught.value.place == place


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x", "a: \x00", "[" * 9000])
def test_hostile_files_are_refused(text):
    with pytest.raises(Problem):
        parse_nodes(text, "b.yaml")


def test_missing_large_and_foreign_files(tmp_path):
    with pytest.raises(Problem, match="cannot be read"):
        read_nodes(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("naam: café".encode("latin-1"))
    with pytest.raises(Problem, match="UTF-8"):
        read_nodes(tmp_path / "latin.yaml")
    (tmp_path / "large.yaml").write_bytes(b"#" * (9 << 20))
    with pytest.raises(Problem, match="larger"):
        read_nodes(tmp_path / "large.yaml")
    (tmp_path / "empty.yaml").write_text("")
    assert read_nodes(tmp_path / "empty.yaml").mapping() == {}
