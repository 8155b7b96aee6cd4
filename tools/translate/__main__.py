"""Bring the Dutch catalogue up to date with code and templates, and compile it.

python -m tools.translate           writes new texts into django.po, takes old ones out, compiles django.mo
python -m tools.translate --check   only tells what is missing; leaves with 1 where something is
"""

from __future__ import annotations

import sys

from tools.translate.catalogue import compiled, current, extracted, missing, updated, write

if __name__ == "__main__":
    if "--check" not in sys.argv:
        write(updated(current(), extracted()))
    catalogue = current()
    lacking = missing(catalogue, extracted())
    for text in lacking:
        print(f"no Dutch yet: {text!r}")
    stale = not compiled(catalogue)
    if stale:
        print("django.mo is not what django.po says; run python -m tools.translate")
    sys.exit(1 if lacking or stale else 0)
