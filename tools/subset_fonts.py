"""Cut the fonts of the PDF down to the scripts of Europe: Latin with every accent, Greek, Cyrillic, and signs.

    python -m tools.subset_fonts /usr/share/fonts/truetype/dejavu

The DejaVu fonts are free to use, change and pass on; `src/draaischijf/passport/fonts/LICENSE` has their terms.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset

OUT = Path(__file__).resolve().parents[1] / "src" / "draaischijf" / "passport" / "fonts"
RANGES = ((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF),
          (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2190, 0x2193), (0x2588, 0x2593))  # fmt: skip


def main() -> None:
    """Write a subset of each font."""
    source = Path(sys.argv[1])
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        options = subset.Options(
            hinting=False, layout_features=["kern", "liga", "mark", "mkmk", "ccmp"], notdef_outline=True
        )
        font = subset.load_font(str(source / name), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[sign for first, last in RANGES for sign in range(first, last + 1)])
        cutter.subset(font)
        subset.save_font(font, str(OUT / name), options)
        print(f"{name}: {(OUT / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
