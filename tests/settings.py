"""Settings of the tests: a home of its own for each run, cheap passwords, the rest as it is.

The process that starts the run makes the home; the workers of pytest-xdist inherit it. With
DATABASE_URL and DATABASE_OWNER_URL the tests use that server instead of the embedded one.
"""

import os
import tempfile
from pathlib import Path

from sohotich.foundation.database.home import Home
from sohotich.foundation.database.place import prepare

if "SOHOTICH_TEST_HOME" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="sohotich-test-")
    os.environ["SOHOTICH_TEST_HOME"] = _folder
    os.environ["SOHOTICH_TEST_CONTROLLER"] = str(os.getpid())
_home = Home(Path(os.environ["SOHOTICH_TEST_HOME"]))
if not _home.exists():
    _home.ensure()
    if not os.environ.get("DATABASE_URL"):
        prepare(_home)
_home.use()

from sohotich.config.settings import *  # noqa: E402, F403

# One sign-in per test must not cost a tenth of a second.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
