"""The two addresses of the database: the application's role and the owner's.

Given by DATABASE_URL and DATABASE_OWNER_URL (any server from version 15), else the embedded server
of the home. Knows no Django.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import quote

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.place import place_of
from sohotich.foundation.database.server import SUPERUSER

DATABASE = "sohotich"
OWNER = "sohotich_owner"
APPLICATION = "sohotich_app"


@dataclass(frozen=True)
class Addresses:
    """`owner` is empty when only the application's address was given: then nothing migrates."""

    application: str
    owner: str
    embedded: bool


def addresses(home: Home) -> Addresses:
    """The addresses to use now; touches nothing."""
    application, owner = given()
    if application:
        return Addresses(application, owner, embedded=False)
    if not home.exists():
        # Settings are read before a home is made; nothing connects yet.
        return Addresses("", "", embedded=True)
    secrets = home.secrets()
    return Addresses(
        _embedded(home, APPLICATION, secrets["application_password"], DATABASE),
        _embedded(home, OWNER, secrets["owner_password"], DATABASE),
        embedded=True,
    )


def given() -> tuple[str, str]:
    """DATABASE_URL and DATABASE_OWNER_URL, empty where not set."""
    application = os.environ.get("DATABASE_URL", "")
    owner = os.environ.get("DATABASE_OWNER_URL", "")
    if owner and not application:
        raise UserError(
            "Có DATABASE_OWNER_URL nhưng thiếu DATABASE_URL.",
            mend="Đặt cả hai: DATABASE_URL (vai ứng dụng) và DATABASE_OWNER_URL (vai chủ).",
        )
    return application, owner


def superuser_address(home: Home, database: str = "postgres") -> str:
    """The embedded server's superuser: makes roles and databases, and sees every row to back up."""
    return _embedded(home, SUPERUSER, home.secrets()["superuser_password"], database)


def _embedded(home: Home, role: str, password: str, database: str) -> str:
    socket = quote(str(place_of(home).socket), safe="")
    return f"postgresql://{role}:{quote(password, safe='')}@{socket}/{database}"
