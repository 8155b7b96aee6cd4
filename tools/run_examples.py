"""Run the plans of the example studies on the market again and keep what it says with the examples.

python -m tools.run_examples
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from draaischijf.foresight import Trial, new_study, open_study, run_market

CONTENTS = Path(__file__).resolve().parents[1] / "src" / "draaischijf" / "foresight" / "contents"
WILDS = {"werkzekerheid": "pandemie", "leren": "pandemie", "regio": "energieschok"}
DRAWS, SEED = 16, 1
HEAD = "# Written by `python -m tools.run_examples`: what the fast twin said, with every setting. "


def main() -> None:
    """Run every example in a copy, then put its results back."""
    for name, wild in WILDS.items():
        with tempfile.TemporaryDirectory() as room:
            folder = Path(room) / name
            new_study(folder, name)
            run_market(
                open_study(str(folder)), [wild], Trial(DRAWS, SEED, progress=lambda line: print(line, file=sys.stderr))
            )
            results = folder / "results.yaml"
            text = f"{HEAD}Run it again when the market changes.\n{results.read_text('utf-8')}"
            results.write_text(text, encoding="utf-8")
            shutil.copyfile(results, CONTENTS / name / "results.yaml")


if __name__ == "__main__":
    main()
