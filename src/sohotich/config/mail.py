"""The mail server as the environment gives it: SOHOTICH_SMTP, SOHOTICH_MAIL_FROM."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def mail_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings of mail. `SOHOTICH_SMTP=smtp+starttls://name:password@host:587` (or
    `smtps://`, `smtp://`); without it the host is empty and no mail leaves. ValueError for an
    address that is none of these; the text names no password.
    """
    given = environment.get("SOHOTICH_SMTP", "")
    url = urlsplit(given)
    if given and (url.scheme not in _PORTS or not url.hostname):
        raise ValueError("SOHOTICH_SMTP: smtp://, smtps:// or smtp+starttls:// and a host")
    return {
        "EMAIL_HOST": url.hostname or "",
        "EMAIL_PORT": url.port or _PORTS.get(url.scheme, 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        # A server that does not answer must not hold the closings up.
        "EMAIL_TIMEOUT": 5,
        "DEFAULT_FROM_EMAIL": environment.get("SOHOTICH_MAIL_FROM", "") or "sohotich@localhost",
    }
