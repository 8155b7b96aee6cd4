"""The moment of these tests: other implementations look at the clock themselves, so that ours must be told the same.

A module is imported long before its tests run when others run first; each begins with the time as it is then.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture(scope="module", autouse=True)
def the_present(request):
    if hasattr(request.module, "NOW"):
        request.module.NOW = datetime.now(UTC).replace(microsecond=0)
