"""The examples of the Token Status List specification."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from draaischijf.wallet.status import decode_list, encode_list, parse_status_token, value_at
from tools.wallet_vectors import Check, folder


@folder("token-status-list")
def token_status_list(path: Path) -> Iterator[Check]:
    """Try every example; the values of the long lists are those that the Dutch wallet lists beside them."""
    for file in sorted(path.iterdir()):
        name, text = file.name, file.read_text("utf-8")
        if name == "status_list_jwt_raw.md":
            token = parse_status_token("".join(text.split()).encode())
            yield Check(name, "read", (token.bits, token.data) == (1, b"\xb9\xa3"))
        elif name == "status_list_jwt.md":
            claims = _json(text.split("\n.\n")[1])
            yield Check(name, "read", decode_list(claims["status_list"]) == (1, b"\xb9\xa3"))
        elif name.endswith("_json.md"):
            yield Check(name, "read", _as_expected(file))
        else:
            yield Check(name, "left", note="CBOR: for mdoc, which is not supported")


def _as_expected(file: Path) -> bool:
    text = file.read_text("utf-8")
    written = _json(text[text.index("{") :])
    bits, data = decode_list(written)
    if said := re.search(r"byte_array = \[([^\]]*)\]", text):
        wanted = bytes(int(one, 16) for one in said[1].split(","))
        return data == wanted and encode_list(wanted, bits) == written
    return all(value_at(data, bits, index) == value for index, value in _values(file, bits).items())


def _values(file: Path, bits: int) -> dict[int, int]:
    """Return the values of a long list as the Dutch wallet gives them, with the rest of its list valid."""
    listed = file.parents[1] / "nl-wallet/token_status_list/examples/spec" / f"{bits}-bit-status-list.txt"
    return {int(index): int(value) for index, value in re.findall(r"status\[(\d+)\] ?= ?(\d+)", listed.read_text())}


def _json(text: str) -> Any:
    return json.loads(re.sub(r"\n {2,}(?=[A-Za-z0-9_-]+\"?\n?)", "", text) if '"lst"' in text else text)
