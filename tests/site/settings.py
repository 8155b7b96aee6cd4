"""Settings for tests: those of the site, on a database and in a folder of their own."""

import os
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="draaischijf-site-")
os.environ |= {
    "DRAAISCHIJF_SITE_LOCAL": "1",
    "DRAAISCHIJF_SITE_DATA": _FOLDER,
    "DRAAISCHIJF_SITE_SECRET_KEY": "for-tests-only",
    "DRAAISCHIJF_SITE_AS_OF": "2026-11-21",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
}
for _part in ("AUTHORIZE", "TOKEN", "USERINFO", "JWKS"):
    os.environ[f"DRAAISCHIJF_SITE_OIDC_{_part}"] = f"http://127.0.0.1:9/{_part.lower()}"
os.environ |= {"DRAAISCHIJF_SITE_OIDC_CLIENT_ID": "site", "DRAAISCHIJF_SITE_OIDC_CLIENT_SECRET": "secret"}

from draaischijf.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if not os.environ["DATABASE_URL"]:
    DATABASES["default"]["TEST"] = {"NAME": f"{_FOLDER}/test.sqlite3"}  # noqa: F405
