"""One way to compare names: case, accents, hyphens and spacing do not count."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Signs that carry meaning inside a name: C++, C#, .NET, e-mail addresses do not, plus and hash do.
_BREAKS: Final = re.compile(r"[^\w+#]+|_")


def normalise(text: str) -> str:
    """Return a name in the form in which names are compared.

    Lower case, accents removed, every run of other signs than letters, digits, `+` and `#` one space. Two names with
    the same normal form are the same name.

    Args:
        text: Any text; an empty one gives an empty one.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _BREAKS.sub(" ", bare).strip()
