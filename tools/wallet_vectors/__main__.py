"""Write the page: `python -m tools.wallet_vectors`."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.wallet_vectors import PAGE, page, run

if __name__ == "__main__":
    vectors = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE.parents[3] / "shared" / "vectors"
    PAGE.write_text(page(run(vectors)), encoding="utf-8")
